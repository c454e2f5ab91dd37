using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace PipelineDeploy.Deploys.Sources;

/// <summary>Reads one small file out of a stored source before a run is made of it, so that what it says holds for the whole run.</summary>
public sealed class SourceGlance(SourceStore sources)
{
    static readonly SourceLimits Limits = new();

    /// <summary>The text of a file at the top of a source; null when it has none, or when the source is one that a build will refuse anyway.</summary>
    /// <param name="source">Id of the stored source.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="maxBytes">Larger ones are an error.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="Workflows.UserErrorException"><c>source.tooLong</c>.</exception>
    public async Task<string?> ReadAsync(string source, string name, int maxBytes, CancellationToken cancellationToken)
    {
        if (!sources.Has(source))
        {
            return null;
        }

        await using var stored = sources.Open(source);
        try
        {
            await using var tar = await PlainAsync(stored, cancellationToken);
            return await FindAsync(tar, name, maxBytes, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or OverflowException or ArgumentException or InvalidOperationException or OutOfMemoryException or EndOfStreamException)
        {
            // No archive that can be read; the build says what is wrong with it.
            return null;
        }
    }

    static async Task<Stream> PlainAsync(Stream stored, CancellationToken cancellationToken)
    {
        var head = new byte[2];
        var length = await stored.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        stored.Position = 0;
        return length == head.Length && head is [0x1F, 0x8B] ? new GZipStream(stored, CompressionMode.Decompress, leaveOpen: true) : stored;
    }

    static async Task<string?> FindAsync(Stream tar, string name, int maxBytes, CancellationToken cancellationToken)
    {
        await using var reader = new TarReader(tar, leaveOpen: true);
        string? found = null;
        var (entries, total) = (0, 0L);
        while (++entries <= Limits.MaxEntries && total <= Limits.MaxTotalBytes && await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            total += entry.Length;
            if (entry.Name != name && entry.Name != $"./{name}")
            {
                continue;
            }

            // Of two entries of one name the later is what unpacking leaves.
            found = entry.DataStream is null || entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) ? null
                : entry.Length > maxBytes ? throw SourceError.Because("tooLong", $"{name} is larger than {maxBytes / 1024} KiB.", "Was another file given this name?")
                : await new StreamReader(entry.DataStream, Encoding.UTF8).ReadToEndAsync(cancellationToken);
        }

        return found;
    }
}
