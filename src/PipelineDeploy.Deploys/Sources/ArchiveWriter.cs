using System.Formats.Tar;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Sources;

/// <summary>Writes the entries of one archive below one folder, each only after <see cref="ArchivePaths"/> allowed it.</summary>
sealed class ArchiveWriter(string folder, SourceLimits limits)
{
    /// <summary>Of one entry, its extended headers with it.</summary>
    internal const int MaxHeaderBytes = 1024 * 1024;

    const int BlockSize = 512;

    const UnixFileMode Permissions = (UnixFileMode)0b111_111_111;

    readonly ArchivePaths _paths = new(limits);
    long _total;
    int _entries;

    internal static UserErrorException Truncated(Exception? cause = null) =>
        SourceError.Because("truncated", "The archive ends before its end: the upload was cut off.", "Send it again.", cause);

    internal async Task WriteAllAsync(MeteredStream archive, CancellationToken cancellationToken)
    {
        await using var reader = new TarReader(archive, leaveOpen: true);
        while (await NextAsync(reader, archive, cancellationToken) is { } entry)
        {
            if (++_entries > limits.MaxEntries)
                throw SourceError.Because(
                    "tooManyEntries",
                    $"The archive has more than {limits.MaxEntries} entries; {SourceError.Show(entry.Name)} was one too many.",
                    "Leave out what the build makes itself, such as node_modules.");
            await WriteAsync(entry, cancellationToken);
        }

        if (archive.TrailingZeros < BlockSize) throw Truncated();
        if (_entries == 0) throw SourceError.Because("empty", "The archive has no files.", "Was an empty folder packed?");
        _paths.RequireLinksInside();
        await DrainAsync(archive, cancellationToken);
    }

    static async Task<TarEntry?> NextAsync(TarReader reader, MeteredStream archive, CancellationToken cancellationToken)
    {
        archive.Budget = MaxHeaderBytes;
        // Zeros at the end of a file's data are no sign of the archive's end.
        archive.TrailingZeros = 0;
        var entry = await reader.GetNextEntryAsync(copyData: false, cancellationToken);
        archive.Budget = null;
        return entry;
    }

    // The checksum of gzip comes last: without reading on to it, a broken file in the middle would go unseen.
    static async Task DrainAsync(MeteredStream archive, CancellationToken cancellationToken)
    {
        var rest = new byte[16 * 1024];
        for (var drained = 0; drained < MaxHeaderBytes;)
        {
            var read = await archive.ReadAsync(rest, cancellationToken);
            if (read == 0) return;
            drained += read;
        }
    }

    async Task WriteAsync(TarEntry entry, CancellationToken cancellationToken)
    {
        if (entry is PaxTarEntry pax && pax.ExtendedAttributes.Keys.Any(key => key.StartsWith("GNU.sparse.", StringComparison.Ordinal)))
            throw Unsupported(entry, "a sparse file");

        switch (entry.EntryType)
        {
            case TarEntryType.Directory:
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile when entry.Name.EndsWith('/'):
                MakeFolder(_paths.Add(entry.Name, EntryKind.Folder), entry.Mode);
                break;
            case TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile:
                await WriteFileAsync(entry, cancellationToken);
                break;
            case TarEntryType.SymbolicLink:
                var link = Place(_paths.Add(entry.Name, EntryKind.Link, entry.LinkName));
                File.CreateSymbolicLink(link, entry.LinkName);
                break;
            case TarEntryType.HardLink:
                CopyFile(entry);
                break;
            case TarEntryType.GlobalExtendedAttributes:
                break;
            default:
                throw Unsupported(entry, entry.EntryType is TarEntryType.BlockDevice or TarEntryType.CharacterDevice or TarEntryType.Fifo
                    ? "a device or a pipe" : $"of the kind '{(char)entry.EntryType}'");
        }
    }

    static UserErrorException Unsupported(TarEntry entry, string kind) => SourceError.Because(
        "unsupportedEntry", $"{SourceError.Show(entry.Name)} is {kind}.", "A source has files, folders and symbolic links.");

    async Task WriteFileAsync(TarEntry entry, CancellationToken cancellationToken)
    {
        Charge(entry.Name, entry.Length);
        var place = Place(_paths.Add(entry.Name, EntryKind.File));
        // An earlier version is removed, never opened: what is written is always a new file.
        File.Delete(place);
        await using var file = new FileStream(place, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        if (entry.DataStream is { } data) await data.CopyToAsync(file, cancellationToken);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file.SafeFileHandle, (entry.Mode & Permissions) | UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>A hard link becomes a copy: two names of one file would let a later entry change both.</summary>
    void CopyFile(TarEntry entry)
    {
        var source = Place(_paths.FindFile(entry.Name, entry.LinkName));
        Charge(entry.Name, new FileInfo(source).Length);
        var place = Place(_paths.Add(entry.Name, EntryKind.File));
        if (string.Equals(place, source, StringComparison.Ordinal)) return;
        File.Delete(place);
        File.Copy(source, place);
    }

    void MakeFolder(string path, UnixFileMode mode)
    {
        var place = Path.Combine(folder, path);
        Directory.CreateDirectory(place);
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (path.Length > 0 && !OperatingSystem.IsWindows()) File.SetUnixFileMode(place, (mode & Permissions) | Owner);
    }

    string Place(string path)
    {
        var place = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        return place;
    }

    void Charge(string name, long bytes)
    {
        if (bytes > limits.MaxTotalBytes - _total)
            throw SourceError.Because(
                "tooLarge",
                $"The source has more than {limits.MaxTotalBytes / 1024 / 1024} MB unpacked; {SourceError.Show(name)} was too much.",
                "Leave out what the app does not need, or keep large data in a volume.");
        _total += bytes;
    }
}
