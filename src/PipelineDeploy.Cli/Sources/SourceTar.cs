using System.Formats.Tar;

namespace PipelineDeploy.Cli.Sources;

/// <summary>A source folder as the tar archive that a deploy sends.</summary>
static class SourceTar
{
    /// <summary>The folder to send, or a usage error when there is nothing in it to send.</summary>
    public static string Folder(string path, string workingDirectory)
    {
        var folder = Path.GetFullPath(path, workingDirectory);
        if (!Directory.Exists(folder))
        {
            throw CliException.Usage(File.Exists(folder) ? $"{path} is a file; a deploy sends a folder." : $"There is no folder {path}.");
        }

        return Entries(folder).Any() ? folder : throw CliException.Usage($"The folder {path} is empty; there is nothing to deploy.");
    }

    /// <summary>Writes the folder: names in ordinal order, links as links, no owner, no <c>.git</c>.</summary>
    public static async Task WriteAsync(string folder, Stream output, CancellationToken cancellationToken)
    {
        await using var tar = new TarWriter(output, TarEntryFormat.Pax, leaveOpen: true);
        await WriteFolderAsync(tar, folder, prefix: "", cancellationToken);
    }

    static async Task WriteFolderAsync(TarWriter tar, string folder, string prefix, CancellationToken cancellationToken)
    {
        foreach (var found in Entries(folder))
        {
            var name = prefix + found.Name;
            try
            {
                await WriteEntryAsync(tar, found, name, cancellationToken);
            }
            catch (Exception e) when (e is UnauthorizedAccessException or FileNotFoundException)
            {
                throw new CliException(ExitCodes.Failed, $"Cannot send {name}: {e.Message}");
            }

            if (found is DirectoryInfo { LinkTarget: null })
            {
                await WriteFolderAsync(tar, found.FullName, $"{name}/", cancellationToken);
            }
        }
    }

    static async Task WriteEntryAsync(TarWriter tar, FileSystemInfo found, string name, CancellationToken cancellationToken)
    {
        var kind = Kind(found);
        var entry = new PaxTarEntry(kind, kind == TarEntryType.Directory ? $"{name}/" : name) { ModificationTime = new DateTimeOffset(found.LastWriteTimeUtc) };
        if (found.LinkTarget is { } target)
        {
            entry.LinkName = target;
        }
        else
        {
            entry.Mode = found.UnixFileMode;
        }

        await using var content = Open(found);
        if (content is not null)
        {
            entry.DataStream = content;
        }

        await tar.WriteEntryAsync(entry, cancellationToken);
    }

    static TarEntryType Kind(FileSystemInfo found) => found switch
    {
        { LinkTarget: not null } => TarEntryType.SymbolicLink,
        DirectoryInfo => TarEntryType.Directory,
        _ => TarEntryType.RegularFile,
    };

    static FixedLengthStream? Open(FileSystemInfo found)
    {
        // Empty also are pipes and sockets, and opening a pipe would wait for its writer for ever.
        if (found is not FileInfo { LinkTarget: null, Length: > 0 } file)
        {
            return null;
        }

        var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: true);
        return new FixedLengthStream(stream, stream.Length);
    }

    static IEnumerable<FileSystemInfo> Entries(string folder) =>
        new DirectoryInfo(folder).EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false })
            .Where(found => found.Name != ".git")
            .OrderBy(found => found.Name, StringComparer.Ordinal);
}
