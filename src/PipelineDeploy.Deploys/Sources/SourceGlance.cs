using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace PipelineDeploy.Deploys.Sources;

/// <summary>Reads small files out of a stored source before a run is made of it, so that what they say holds for the whole run.</summary>
public sealed class SourceGlance(SourceStore sources)
{
    /// <summary>In place of a file's limit: only whether it is there is wanted, not what is in it.</summary>
    public const int OnlyWhetherThere = -1;

    const int MostFiles = 1000;
    static readonly SourceLimits Limits = new();

    /// <summary>Files of a source, in one go; none when the source is one that a build will refuse anyway.</summary>
    /// <param name="source">Id of the stored source.</param>
    /// <param name="limitOf">Of a path, with <c>/</c>, how large the file may be, or <see cref="OnlyWhetherThere"/>; null for one that is not wanted.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="Workflows.UserErrorException"><c>source.tooLong</c>, <c>source.tooManyFiles</c> or <c>source.headersTooLarge</c>.</exception>
    public async Task<IReadOnlyList<GlancedFile>> ReadAllAsync(string source, Func<string, int?> limitOf, CancellationToken cancellationToken)
    {
        if (!sources.Has(source))
        {
            return [];
        }

        await using var stored = sources.Open(source);
        return await ReadAllAsync(stored, limitOf, cancellationToken);
    }

    /// <summary>Whether a source has a file.</summary>
    public async Task<bool> HasAsync(string source, string path, CancellationToken cancellationToken) =>
        await ReadAllAsync(source, one => one == path ? OnlyWhetherThere : null, cancellationToken) is not [];

    /// <summary>The same of a source that is open.</summary>
    internal static async Task<IReadOnlyList<GlancedFile>> ReadAllAsync(Stream stored, Func<string, int?> limitOf, CancellationToken cancellationToken)
    {
        try
        {
            await using var tar = await PlainAsync(stored, cancellationToken);
            // A few MB unpack to gigabytes of one header, which the reader of tar takes into memory as a whole.
            return await FindAsync(tar is GZipStream ? new MeteredStream(default, tar) : tar, limitOf, cancellationToken);
        }
        catch (Exception e) when (e is EndOfStreamException || SourceArchive.IsBrokenHeader(e))
        {
            // No archive that can be read; the build says what is wrong with it.
            return [];
        }
    }

    static async Task<Stream> PlainAsync(Stream stored, CancellationToken cancellationToken)
    {
        var head = new byte[2];
        _ = await stored.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        stored.Position = 0;
        return SourceArchive.IsGzip(head) ? new GZipStream(stored, CompressionMode.Decompress, leaveOpen: true) : stored;
    }

    static async Task<IReadOnlyList<GlancedFile>> FindAsync(Stream tar, Func<string, int?> limitOf, CancellationToken cancellationToken)
    {
        await using var reader = new TarReader(tar, leaveOpen: true);
        var found = new Dictionary<string, GlancedFile>(StringComparer.Ordinal);
        var (entries, total) = (0, 0L);
        TarEntry? entry = null;
        while (++entries <= Limits.MaxEntries && total <= Limits.MaxTotalBytes && (entry = await NextAsync(reader, tar, entry, cancellationToken)) is not null)
        {
            total += entry.Length;
            var path = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
            if (entry.EntryType == TarEntryType.Directory || limitOf(path) is not { } maxBytes)
            {
                continue;
            }

            // Of two entries of one name the later is what unpacking leaves.
            found[path] = await ReadAsync(path, entry, maxBytes, cancellationToken);
            if (found.Count > MostFiles)
            {
                throw SourceError.Because("tooManyFiles", $"The source has more than {MostFiles} files beside {SourceError.Show(path)}.", "Keep them elsewhere.");
            }
        }

        return [.. found.Values];
    }

    static async Task<TarEntry?> NextAsync(TarReader reader, Stream tar, TarEntry? before, CancellationToken cancellationToken)
    {
        if (tar is not MeteredStream metered)
        {
            return await reader.GetNextEntryAsync(copyData: false, cancellationToken);
        }

        // What is left of the one before are no headers.
        await (before?.DataStream ?? Stream.Null).CopyToAsync(Stream.Null, cancellationToken);
        metered.Budget = ArchiveWriter.MaxHeaderBytes;
        var entry = await reader.GetNextEntryAsync(copyData: false, cancellationToken);
        metered.Budget = null;
        return entry;
    }

    static async Task<GlancedFile> ReadAsync(string path, TarEntry entry, int maxBytes, CancellationToken cancellationToken)
    {
        if (maxBytes == OnlyWhetherThere || entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
        {
            return new GlancedFile(path, entry.Mode, null);
        }

        if (entry.Length > maxBytes)
        {
            throw SourceError.TooLong(path, maxBytes);
        }

        var bytes = new byte[entry.Length];
        if (entry.DataStream is { } content)
        {
            await content.ReadExactlyAsync(bytes, cancellationToken);
        }

        return new GlancedFile(path, entry.Mode, bytes);
    }
}

/// <summary>A file of a source.</summary>
/// <param name="Path">Its path, with <c>/</c>.</param>
/// <param name="Mode">Who may do what with it.</param>
/// <param name="Bytes">What is in it; null when it is no regular file, or was not asked for.</param>
public sealed record GlancedFile(string Path, UnixFileMode Mode, byte[]? Bytes)
{
    /// <summary>What is in it as text, without a byte order mark; null when it is no regular file.</summary>
    public string? Text => Bytes is null ? null : Encoding.UTF8.GetString(Bytes.AsSpan(Bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0));
}
