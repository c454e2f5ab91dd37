using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace PipelineDeploy.TestKit.Load;

/// <summary>
/// HTTP/1.1 over one socket, read by our own hands: a client library would quietly repeat a request or open another
/// connection, and that is exactly what a count of lost requests must see.
/// </summary>
/// <param name="socket">The connection.</param>
/// <param name="tls">What encrypts it, done with its handshake; null for plain HTTP.</param>
public sealed class HttpWire(Socket socket, SslStream? tls = null) : IDisposable
{
    const int LongestHead = 32 * 1024;
    readonly byte[] _buffer = new byte[LongestHead];
    int _from;
    int _to;

    /// <summary>True when the peer has closed and nothing is left to read; below TLS nobody can tell before reading.</summary>
    public bool IsClosedByPeer => tls is null && _from == _to && socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0;

    /// <summary>True when bytes wait to be read.</summary>
    public bool HasUnread => _from < _to || (tls is null && socket.Available > 0);

    /// <summary>Sends all of it.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (tls is not null)
        {
            await tls.WriteAsync(bytes, cancellationToken);
            return;
        }
        while (bytes.Length > 0)
            bytes = bytes[await socket.SendAsync(bytes, cancellationToken)..];
    }

    /// <summary>Sends text.</summary>
    public Task WriteAsync(string text, CancellationToken cancellationToken) => WriteAsync(Encoding.Latin1.GetBytes(text), cancellationToken);

    /// <summary>Waits until a byte is there to read; false when the peer closed.</summary>
    public async Task<bool> WaitForByteAsync(CancellationToken cancellationToken) => _from < _to || await FillAsync(cancellationToken);

    /// <summary>Reads up to the empty line that ends a head.</summary>
    /// <exception cref="IOException">The peer closed before, or the head is longer than 32 KiB.</exception>
    public async Task<HttpHead> ReadHeadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var end = _buffer.AsSpan(_from, _to - _from).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                var text = Encoding.Latin1.GetString(_buffer, _from, end);
                _from += end + 4;
                return HttpHead.Parse(text);
            }
            if (!await FillAsync(cancellationToken))
                throw new IOException(_to == _from ? "closed without any answer" : "closed inside the head");
        }
    }

    /// <summary>Reads the body that belongs to a head, to its very end.</summary>
    /// <exception cref="IOException">It was cut short.</exception>
    public async Task<string> ReadBodyAsync(HttpHead head, CancellationToken cancellationToken)
    {
        var body = new StringBuilder();
        if (head.IsChunked)
            await ReadChunksAsync(body, cancellationToken);
        else if (head.ContentLength is { } length)
            await ReadExactlyAsync(length, body, cancellationToken);
        else
            await ReadToCloseAsync(body, cancellationToken);
        return body.ToString();
    }

    /// <summary>Reads what is there now, at least one byte; empty when the peer closed.</summary>
    public async Task<string> ReadSomeAsync(CancellationToken cancellationToken)
    {
        if (!await WaitForByteAsync(cancellationToken))
            return "";
        var some = Encoding.Latin1.GetString(_buffer, _from, _to - _from);
        _from = _to;
        return some;
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        tls?.Dispose();
        socket.Dispose();
    }

    async Task ReadExactlyAsync(long length, StringBuilder body, CancellationToken cancellationToken)
    {
        while (length > 0)
        {
            if (!await WaitForByteAsync(cancellationToken))
                throw new IOException("closed inside the body");
            var take = (int)Math.Min(length, _to - _from);
            body.Append(Encoding.Latin1.GetString(_buffer, _from, take));
            _from += take;
            length -= take;
        }
    }

    async Task ReadChunksAsync(StringBuilder body, CancellationToken cancellationToken)
    {
        while (true)
        {
            var size = long.Parse((await ReadLineAsync(cancellationToken)).Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            await ReadExactlyAsync(size, body, cancellationToken);
            if (await ReadLineAsync(cancellationToken) is { Length: > 0 })
                throw new IOException("a chunk or trailer that makes no sense");
            if (size == 0)
                return;
        }
    }

    async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (line is not [.., '\r', '\n'])
            await ReadExactlyAsync(1, line, cancellationToken);
        return line.ToString(0, line.Length - 2);
    }

    async Task ReadToCloseAsync(StringBuilder body, CancellationToken cancellationToken)
    {
        while (await ReadSomeAsync(cancellationToken) is { Length: > 0 } some)
            body.Append(some);
    }

    async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_from > 0)
        {
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            (_from, _to) = (0, _to - _from);
        }
        if (_to == _buffer.Length)
            throw new IOException("a head longer than 32 KiB");
        var read = tls is null ? await socket.ReceiveAsync(_buffer.AsMemory(_to), cancellationToken) : await tls.ReadAsync(_buffer.AsMemory(_to), cancellationToken);
        _to += read;
        return read > 0;
    }
}
