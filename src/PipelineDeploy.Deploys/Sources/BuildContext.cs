using System.Formats.Tar;

namespace PipelineDeploy.Deploys.Sources;

/// <summary>Makes the tar that an image is built from.</summary>
/// <remarks>
/// The same folder always gives the same entries in the same order: sorted by name, owned by root, with their own modes
/// and times. Links stay links and are never followed; pipes, sockets and devices are left out.
/// </remarks>
public static class BuildContext
{
    /// <summary>Writes a folder whose Dockerfile is at its top.</summary>
    public static Task WriteAsync(string folder, Stream output, CancellationToken cancellationToken) =>
        WriteAsync(folder, "Dockerfile", output, cancellationToken);

    /// <summary>Writes a folder to <paramref name="output"/> as tar, without what its <c>.dockerignore</c> names.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="dockerfile">Path of the Dockerfile inside it, with <c>/</c>; it is sent even when it is ignored.</param>
    /// <param name="output">It is only written forwards and is left open.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public static async Task WriteAsync(string folder, string dockerfile, Stream output, CancellationToken cancellationToken)
    {
        var root = new DirectoryInfo(folder);
        var ignore = await ReadIgnoreAsync(root, dockerfile, cancellationToken);
        await using var tar = new TarWriter(output, TarEntryFormat.Pax, leaveOpen: true);
        foreach (var (file, path) in Walk(root, "", ignore, ignore.Root))
        {
            if (Entry(file, path) is not { } entry)
                continue;
            await using var content = entry.EntryType == TarEntryType.RegularFile ? Open(file) : null;
            if (content is not null)
                entry.DataStream = content;
            await tar.WriteEntryAsync(entry, cancellationToken);
        }
    }

    static async Task<DockerIgnore> ReadIgnoreAsync(DirectoryInfo root, string dockerfile, CancellationToken cancellationToken)
    {
        var path = Path.Combine(root.FullName, DockerIgnore.FileName);
        return FileKind.IsRegular(path) && File.Exists(path)
            ? DockerIgnore.Parse(await File.ReadAllTextAsync(path, cancellationToken), dockerfile)
            : DockerIgnore.Parse("", dockerfile);
    }

    static IEnumerable<(FileSystemInfo File, string Path)> Walk(
        DirectoryInfo folder, string prefix, DockerIgnore ignore, IgnoreDecision parent)
    {
        foreach (var file in folder.EnumerateFileSystemInfos().OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            var path = prefix + file.Name;
            var decision = ignore.Decide(parent, path);
            if (!decision.IsIgnored)
                yield return (file, path);
            if (file is not DirectoryInfo below || file.LinkTarget is not null || (decision.IsIgnored && !ignore.MayHoldException(path)))
                continue;
            foreach (var found in Walk(below, path + "/", ignore, decision))
                yield return found;
        }
    }

    static PaxTarEntry? Entry(FileSystemInfo file, string path)
    {
        if (file.LinkTarget is { } target)
            return new PaxTarEntry(TarEntryType.SymbolicLink, path) { LinkName = target, ModificationTime = new DateTimeOffset(file.LastWriteTimeUtc) };
        var isFolder = file is DirectoryInfo;
        if (!isFolder && !FileKind.IsRegular(file.FullName))
            return null;
        return new PaxTarEntry(isFolder ? TarEntryType.Directory : TarEntryType.RegularFile, isFolder ? path + "/" : path)
        {
            Mode = file.UnixFileMode,
            ModificationTime = new DateTimeOffset(file.LastWriteTimeUtc),
        };
    }

    static FileStream Open(FileSystemInfo file) => new(
        file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
}
