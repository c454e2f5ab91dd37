using System.Text;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Sources;

/// <summary>What an entry of an archive makes.</summary>
enum EntryKind
{
    File,
    Folder,
    Link,
}

/// <summary>The tree an archive has made so far, which says whether its next entry may be made.</summary>
/// <remarks>
/// The folder was empty, so this is the whole truth about it: no question needs to be asked of the file system, and none can be answered by a link in it.
/// </remarks>
sealed class ArchivePaths(SourceLimits limits)
{
    const int MaxNameBytes = 255;

    // A large node_modules needs some ten thousand; without a limit, links over links cost minutes of processor time.
    const int MaxLinkSteps = 500_000;

    readonly Dictionary<string, EntryKind> _kinds = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);

    /// <summary>Takes the place of an entry in the tree; returns its path without <c>./</c>, empty for the root itself.</summary>
    internal string Add(string name, EntryKind kind, string? linkTarget = null)
    {
        var path = string.Join('/', Split(name));
        if (path.Length == 0 && kind == EntryKind.Folder) return path;
        if (path.Length == 0) throw SourceError.Because("badPath", $"The archive has an entry without a name ({SourceError.Show(name)}).");

        AddParents(name, path);
        AddLast(name, path, kind, linkTarget);
        return path;
    }

    /// <summary>The path of a file that was extracted before, for a hard link to it.</summary>
    internal string FindFile(string name, string target)
    {
        var path = string.Join('/', Split(target));
        return _kinds.TryGetValue(path, out var kind) && kind == EntryKind.File
            ? path
            : throw SourceError.Because(
                "linkEscapes",
                $"{SourceError.Show(name)} is a hard link to {SourceError.Show(target)}, which is not a file that came before it in the archive.");
    }

    /// <summary>Holds that no link leads out, now that all links on its way are known.</summary>
    internal void RequireLinksInside()
    {
        var steps = 0;
        string? TargetOf(string path) => ++steps <= MaxLinkSteps
            ? _links.GetValueOrDefault(path)
            : throw SourceError.Because("tooManyLinks", "The symbolic links of the archive are too entangled to be checked.");

        foreach (var (path, target) in _links)
        {
            if (LinkWalk.Follow(path, TargetOf).Outcome == LinkWalk.Outcome.Outside)
                throw Escapes(path, target);
        }
    }

    static UserErrorException Escapes(string name, string target) => SourceError.Because(
        "linkEscapes", $"{SourceError.Show(name)} is a symbolic link to {SourceError.Show(target)}, which is outside of the source.", "Links may only lead to files of the source itself.");

    string[] Split(string name)
    {
        if (name.StartsWith('/'))
            throw SourceError.Because(
                "badPath",
                $"{SourceError.Show(name)} is an absolute path.",
                "Pack the folder itself: tar -C <folder> -c .");
        if (name.Contains('\0')) throw SourceError.Because("badPath", $"{SourceError.Show(name)} has a NUL character in its name.");
        if (Encoding.UTF8.GetByteCount(name) > limits.MaxPathBytes)
            throw SourceError.Because("nameTooLong", $"{SourceError.Show(name)} has more than {limits.MaxPathBytes} bytes.");

        var parts = name.Split('/').Where(part => part is not ("" or ".")).ToArray();
        if (parts.Contains("..", StringComparer.Ordinal))
            throw SourceError.Because(
                "badPath",
                $"{SourceError.Show(name)} leads out of its folder with '..'.",
                "Pack the folder itself: tar -C <folder> -c .");
        if (parts.Any(part => Encoding.UTF8.GetByteCount(part) > MaxNameBytes))
            throw SourceError.Because("nameTooLong", $"{SourceError.Show(name)} has a name of more than {MaxNameBytes} bytes.");
        return parts;
    }

    void AddParents(string name, string path)
    {
        // From the deepest: above a known folder there are only known folders, so an entry costs no more than the folders it adds.
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            var parent = path[..end];
            if (!_kinds.TryGetValue(parent, out var kind))
            {
                Record(name, parent, EntryKind.Folder);
                continue;
            }

            if (kind == EntryKind.Folder) return;
            throw kind == EntryKind.Link
                ? SourceError.Because("throughLink", $"{SourceError.Show(name)} would be written through the symbolic link {SourceError.Show(parent)}.")
                : SourceError.Because("duplicate", $"{SourceError.Show(name)} would be inside {SourceError.Show(parent)}, which is a file.");
        }
    }

    void AddLast(string name, string path, EntryKind kind, string? linkTarget)
    {
        if (linkTarget?.StartsWith('/') == true) throw Escapes(name, linkTarget);
        if (linkTarget is "" || linkTarget?.Contains('\0') == true || (linkTarget is not null && Encoding.UTF8.GetByteCount(linkTarget) > limits.MaxPathBytes))
            throw SourceError.Because("badPath", $"{SourceError.Show(name)} is a symbolic link with an unusable target.");

        // tar appends newer versions of a file at the end; only a change of kind is a trick.
        if (!_kinds.TryGetValue(path, out var before)) Record(name, path, kind);
        else if (before != kind || kind == EntryKind.Link)
            throw SourceError.Because(
                "duplicate",
                $"{SourceError.Show(name)} comes twice in the archive, first as a {Word(before)}, then as a {Word(kind)}.");
        if (linkTarget is not null) _links[path] = linkTarget;
    }

    void Record(string name, string path, EntryKind kind)
    {
        if (_kinds.Count >= limits.MaxEntries)
            throw SourceError.Because(
                "tooManyEntries",
                $"The archive has more than {limits.MaxEntries} files and folders; {SourceError.Show(name)} was one too many.",
                "Leave out what the build makes itself, such as node_modules.");
        _kinds.Add(path, kind);
    }

    static string Word(EntryKind kind) => kind switch
    {
        EntryKind.File => "file",
        EntryKind.Folder => "folder",
        _ => "symbolic link",
    };
}
