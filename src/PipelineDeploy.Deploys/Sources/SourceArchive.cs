using System.IO.Compression;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Sources;

/// <summary>Unpacks an uploaded source, which anybody may have made, so that it can write nowhere but into its own folder.</summary>
public static class SourceArchive
{
    const int BlockSize = 512;
    const string Hint = "Send a tar archive, plain or compressed with gzip: tar -C <folder> -cz . | …";

    /// <summary>Unpacks a tar (or gzip-compressed tar) into <paramref name="folder"/>, which must be absent or empty.</summary>
    /// <returns>The unpacked tree.</returns>
    /// <exception cref="UserErrorException">The archive is refused, with a code that begins with <c>source.</c>; the folder is gone again.</exception>
    public static async Task<SourceTree> ExtractAsync(Stream tar, string folder, SourceLimits limits, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new InvalidOperationException($"{folder} is not empty: a source is unpacked into a new folder.");
        Directory.CreateDirectory(folder);

        try
        {
            await ExtractIntoAsync(tar, folder, limits, cancellationToken);
            return new SourceTree(folder);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    static async Task ExtractIntoAsync(Stream tar, string folder, SourceLimits limits, CancellationToken cancellationToken)
    {
        var head = new byte[BlockSize];
        var length = await tar.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        RequireTar(head.AsSpan(0, length));

        var upload = new MeteredStream(head.AsMemory(0, length), tar);
        var isCompressed = IsGzip(head);
        await using var unpacked = isCompressed ? new GZipStream(upload, CompressionMode.Decompress, leaveOpen: true) : (Stream)upload;
        try
        {
            var writer = new ArchiveWriter(folder, limits);
            await writer.WriteAllAsync(isCompressed ? new MeteredStream(default, unpacked) : upload, cancellationToken);
        }
        catch (Exception e) when (e is EndOfStreamException || (e is InvalidDataException && isCompressed && upload.IsAtEnd))
        {
            throw ArchiveWriter.Truncated(e);
        }
        catch (Exception e) when (IsBrokenHeader(e))
        {
            throw SourceError.Because("notAnArchive", "The upload is not a readable tar archive.", Hint, e);
        }
    }

    // System.Formats.Tar tells it in all of these ways; OutOfMemory when a header claims a size of gigabytes.
    internal static bool IsBrokenHeader(Exception e) =>
        e is InvalidDataException or FormatException or OverflowException or ArgumentException or InvalidOperationException or OutOfMemoryException;

    static void RequireTar(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty) throw SourceError.Because("empty", "The upload is empty.", Hint);

        var format = head switch
        {
            [0x50, 0x4B, 0x03, 0x04, ..] => "zip",
            [0x42, 0x5A, 0x68, ..] => "bzip2",
            [0xFD, 0x37, 0x7A, 0x58, 0x5A, ..] => "xz",
            [0x28, 0xB5, 0x2F, 0xFD, ..] => "zstd",
            _ => null,
        };
        if (format is not null) throw SourceError.Because("notAnArchive", $"The upload is a {format} file, not a tar archive.", Hint);
        if (head.Length < BlockSize && !IsGzip(head))
            throw SourceError.Because(
                "notAnArchive",
                "The upload is too short for a tar archive.",
                Hint);
    }

    internal static bool IsGzip(ReadOnlySpan<byte> head) => head is [0x1F, 0x8B, ..];
}
