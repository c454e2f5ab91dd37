using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace PipelineDeploy.Deploys.Sources;

/// <summary>Reads small files out of a stored source before a run is made of it, so that what it says holds for the whole run.</summary>
public sealed class SourceGlance(SourceStore sources)
{
    static readonly SourceLimits Limits = new();

    /// <summary>The text of a file at the top of a source; null when it has none, or when the source is one that a build will refuse anyway.</summary>
    /// <param name="source">Id of the stored source.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="maxBytes">Larger ones are an error.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="Workflows.UserErrorException"><c>source.tooLong</c>.</exception>
    public async Task<string?> ReadAsync(string source, string name, int maxBytes, CancellationToken cancellationToken) =>
        (await ReadAsync(source, [name], null, maxBytes, cancellationToken)).Text(name);

    /// <summary>The texts of those files that a source has at its top.</summary>
    /// <param name="source">Id of the stored source.</param>
    /// <param name="names">The files' names.</param>
    /// <param name="other">Path of something that is only looked for; null for nothing.</param>
    /// <param name="maxBytes">Larger ones are an error for who reads them.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    internal async Task<GlancedFiles> ReadAsync(string source, IReadOnlyCollection<string> names, string? other, int maxBytes, CancellationToken cancellationToken)
    {
        if (!sources.Has(source))
        {
            return GlancedFiles.None;
        }

        await using var stored = sources.Open(source);
        try
        {
            await using var tar = await PlainAsync(stored, cancellationToken);
            return await FindAsync(tar, names, other, maxBytes, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or OverflowException or ArgumentException or InvalidOperationException or OutOfMemoryException or EndOfStreamException)
        {
            // No archive that can be read; the build says what is wrong with it.
            return GlancedFiles.None;
        }
    }

    static async Task<Stream> PlainAsync(Stream stored, CancellationToken cancellationToken)
    {
        var head = new byte[2];
        var length = await stored.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        stored.Position = 0;
        return length == head.Length && head is [0x1F, 0x8B] ? new GZipStream(stored, CompressionMode.Decompress, leaveOpen: true) : stored;
    }

    static async Task<GlancedFiles> FindAsync(Stream tar, IReadOnlyCollection<string> names, string? other, int maxBytes, CancellationToken cancellationToken)
    {
        await using var reader = new TarReader(tar, leaveOpen: true);
        var texts = new Dictionary<string, string?>(StringComparer.Ordinal);
        var hasOther = false;
        var (entries, total) = (0, 0L);
        while (++entries <= Limits.MaxEntries && total <= Limits.MaxTotalBytes && await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            total += entry.Length;
            var name = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
            hasOther |= name == other;
            if (!names.Contains(name))
            {
                continue;
            }

            // Of two entries of one name the later is what unpacking leaves.
            texts.Remove(name);
            if (entry.DataStream is { } data && entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
            {
                texts[name] = entry.Length > maxBytes ? null : await new StreamReader(data, Encoding.UTF8).ReadToEndAsync(cancellationToken);
            }
        }

        return new GlancedFiles(texts, hasOther, maxBytes);
    }
}

/// <summary>What was seen of a source.</summary>
/// <param name="Texts">The texts of the files that it has, by name; null for one that is too long.</param>
/// <param name="HasOther">Whether it has what was only looked for.</param>
/// <param name="MaxBytes">What is too long.</param>
sealed record GlancedFiles(IReadOnlyDictionary<string, string?> Texts, bool HasOther, int MaxBytes)
{
    /// <summary>Nothing.</summary>
    public static GlancedFiles None { get; } = new(new Dictionary<string, string?>(), HasOther: false, MaxBytes: 0);

    /// <summary>The text of a file; null when it is not there.</summary>
    /// <exception cref="Workflows.UserErrorException"><c>source.tooLong</c>.</exception>
    public string? Text(string name) => !Texts.TryGetValue(name, out var text) ? null
        : text ?? throw SourceError.Because("tooLong", $"{name} is larger than {MaxBytes / 1024} KiB.", "Was another file given this name?");
}
