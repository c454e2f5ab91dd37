using System.Text;

namespace PipelineDeploy.Deploys.Tests.Sources;

/// <summary>Makes archives block by block, with headers that the writer of .NET refuses to write.</summary>
sealed class RawTar
{
    internal const int BlockSize = 512;

    readonly List<byte> _bytes = [];

    /// <summary>One entry as it is: a header and its data.</summary>
    internal RawTar Entry(char type, string name, string content = "", string link = "")
    {
        var data = Encoding.UTF8.GetBytes(content);
        _bytes.AddRange(Header(type, name, data.Length, link));
        _bytes.AddRange(data);
        _bytes.AddRange(new byte[(BlockSize - (data.Length % BlockSize)) % BlockSize]);
        return this;
    }

    /// <summary>An extended header, for the next entry (<c>x</c>) or for all (<c>g</c>).</summary>
    internal RawTar Pax(string attributes, char type = 'x') =>
        Entry(type, "PaxHeaders/1", string.Concat(attributes.Split('\n').Select(Record)));

    /// <summary>A name (<c>L</c>) or the target of a link (<c>K</c>) for the next entry, as GNU tar writes long ones.</summary>
    internal RawTar Gnu(char type, string text) => Entry(type, "././@LongLink", text + "\0");

    /// <summary>The whole archive with its end mark.</summary>
    internal byte[] Bytes() => [.. _bytes, .. new byte[2 * BlockSize]];

    /// <summary>The header of an entry.</summary>
    internal static byte[] Header(char type, string name, long length = 0, string link = "")
    {
        var header = new byte[BlockSize];
        Encoding.UTF8.GetBytes(name, header.AsSpan(0, 100));
        "0000644\0"u8.CopyTo(header.AsSpan(100));
        "0000000\0"u8.CopyTo(header.AsSpan(108));
        "0000000\0"u8.CopyTo(header.AsSpan(116));
        Encoding.ASCII.GetBytes(Convert.ToString(length, 8).PadLeft(11, '0'), header.AsSpan(124));
        "00000000000\0        "u8.CopyTo(header.AsSpan(136));
        header[156] = (byte)type;
        Encoding.UTF8.GetBytes(link, header.AsSpan(157, 100));
        // The magic of GNU where its types are used: the reader takes neither's types in the other's format.
        (type is 'L' or 'K' ? "ustar  \0"u8 : "ustar\000"u8).CopyTo(header.AsSpan(257));
        var sum = 0;
        foreach (var b in header) sum += b;
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ", header.AsSpan(148));
        return header;
    }

    // A record begins with its own length, in which its digits count.
    static string Record(string attribute)
    {
        var rest = Encoding.UTF8.GetByteCount(attribute) + 2;
        var length = rest + $"{rest}".Length;
        return $"{(length.ToString().Length == $"{rest}".Length ? length : length + 1)} {attribute}\n";
    }
}
