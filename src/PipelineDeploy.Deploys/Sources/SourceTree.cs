using System.Text;

namespace PipelineDeploy.Deploys.Sources;

/// <summary>An unpacked source; what is read of it is always inside of it, whatever its symbolic links say.</summary>
/// <param name="folder">The folder that holds it.</param>
public sealed class SourceTree(string folder)
{
    /// <summary>The folder that holds the source.</summary>
    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>The full path of a file, links followed; null when there is none. A link that leads out is <c>source.linkEscapes</c>.</summary>
    public string? FindFile(string path) => Find(path) is { } place && File.Exists(place) ? place : null;

    /// <summary>The full path of a folder, links followed; null when there is none. A link that leads out is <c>source.linkEscapes</c>.</summary>
    public string? FindFolder(string path) => Find(path) is { } place && Directory.Exists(place) ? place : null;

    string? Find(string path)
    {
        var (outcome, resolved) = LinkWalk.Follow(path, inside => new FileInfo(Path.Combine(Folder, inside)).LinkTarget);
        if (outcome == LinkWalk.Outcome.Outside)
            throw SourceError.Because(
                "linkEscapes",
                $"{SourceError.Show(path)} leads out of the source.",
                "Put the file itself into the source.");

        return outcome == LinkWalk.Outcome.Inside ? Path.Combine(Folder, resolved) : null;
    }

    /// <summary>The bytes of a file, at most <paramref name="maxBytes"/> and one more, by which a reader sees that there is more; null when there is no such file.</summary>
    public async Task<byte[]?> ReadAsync(string path, int maxBytes, CancellationToken cancellationToken)
    {
        if (FindFile(path) is not { } place) return null;

        await using var file = File.OpenRead(place);
        var bytes = new byte[Math.Min(file.Length, maxBytes + 1L)];
        var read = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return bytes[..read];
    }

    /// <summary>The text of a file; null when there is none. A larger one than <paramref name="maxBytes"/> is <c>source.tooLong</c>.</summary>
    public async Task<string?> ReadTextAsync(string path, int maxBytes, CancellationToken cancellationToken) =>
        await ReadAsync(path, maxBytes, cancellationToken) is not { } bytes ? null
        : bytes.Length <= maxBytes ? Encoding.UTF8.GetString(bytes)
        : throw SourceError.TooLong(path, maxBytes);

    /// <summary>Whether there is a Dockerfile to build.</summary>
    /// <param name="path">Where it is looked for.</param>
    public bool HasDockerfile(string path = "Dockerfile") => FindFile(path) is not null;

    /// <summary>Throws <c>source.noDockerfile</c> when there is no Dockerfile to build.</summary>
    /// <param name="path">Where it is looked for.</param>
    public void RequireDockerfile(string path = "Dockerfile")
    {
        if (HasDockerfile(path)) return;

        var found = Directory.EnumerateFileSystemEntries(Folder).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal).Take(8).ToList();
        var listing = found.Count == 0 ? "it is empty" : $"it begins with {string.Join(", ", found.Select(SourceError.Show))}";
        throw SourceError.Because(
            "noDockerfile", $"The source has no {SourceError.Show(path)}; {listing}.", "Add a Dockerfile to the root of the source, or deploy an image that is built already.");
    }
}
