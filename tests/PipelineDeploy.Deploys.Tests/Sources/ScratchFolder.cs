namespace PipelineDeploy.Deploys.Tests.Sources;

/// <summary>A folder of a test; whatever an archive wrote beside its target is seen here.</summary>
sealed class ScratchFolder : IDisposable
{
    internal string Root { get; } = Directory.CreateTempSubdirectory("pd-source-").FullName;

    /// <summary>Where an archive is unpacked to.</summary>
    internal string Target => Path.Combine(Root, "source");

    /// <summary>Everything below the root, relative to it, links not followed.</summary>
    internal IReadOnlyList<string> Everything() =>
    [
        .. new DirectoryInfo(Root)
            .EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Select(entry => Path.GetRelativePath(Root, entry.FullName)).Order(StringComparer.Ordinal),
    ];

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
