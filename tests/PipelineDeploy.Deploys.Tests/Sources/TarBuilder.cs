using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace PipelineDeploy.Deploys.Tests.Sources;

/// <summary>Makes archives that no honest tool would make.</summary>
sealed class TarBuilder
{
    readonly List<TarEntry> _entries = [];

    internal TarBuilder File(string name, string content = "", UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite) =>
        Add(new PaxTarEntry(TarEntryType.RegularFile, name) { Mode = mode, DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });

    internal TarBuilder Folder(string name, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserExecute) =>
        Add(new PaxTarEntry(TarEntryType.Directory, name) { Mode = mode });

    internal TarBuilder Link(string name, string target) => Add(new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = target });

    internal TarBuilder HardLink(string name, string target) => Add(new PaxTarEntry(TarEntryType.HardLink, name) { LinkName = target });

    internal TarBuilder Special(TarEntryType type, string name) => Add(new PaxTarEntry(type, name));

    internal TarBuilder Add(TarEntry entry)
    {
        _entries.Add(entry);
        return this;
    }

    /// <summary>The whole archive with its end mark.</summary>
    internal byte[] Bytes()
    {
        using var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, TarEntryFormat.Pax, leaveOpen: true)) _entries.ForEach(writer.WriteEntry);
        return bytes.ToArray();
    }

    internal byte[] Gzip() => Gzip(Bytes());

    internal static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(bytes);
        return packed.ToArray();
    }
}
