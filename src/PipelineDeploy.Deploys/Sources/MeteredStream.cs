namespace PipelineDeploy.Deploys.Sources;

/// <summary>Reads an archive for the tar reader, gives back bytes that were looked at before, and ends an entry's headers that never end.</summary>
sealed class MeteredStream(ReadOnlyMemory<byte> head, Stream inner) : Stream
{
    ReadOnlyMemory<byte> _head = head;

    /// <summary>How many bytes may still be read before <c>source.headersTooLarge</c>; null when it does not matter.</summary>
    internal long? Budget { get; set; }

    /// <summary>How many zero bytes were read last; a whole tar ends in blocks of them.</summary>
    internal long TrailingZeros { get; set; }

    /// <summary>Whether the end of what is read was met.</summary>
    internal bool IsAtEnd { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        if (_head.Length > 0)
        {
            read = Math.Min(_head.Length, buffer.Length);
            _head[..read].CopyTo(buffer);
            _head = _head[read..];
        }
        else
        {
            read = await inner.ReadAsync(buffer, cancellationToken);
            IsAtEnd = read == 0 && buffer.Length > 0;
        }

        Count(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    void Count(ReadOnlySpan<byte> bytes)
    {
        var last = bytes.LastIndexOfAnyExcept((byte)0);
        TrailingZeros = last < 0 ? TrailingZeros + bytes.Length : bytes.Length - last - 1;
        Budget -= bytes.Length;
        if (Budget < 0) throw SourceError.Because("headersTooLarge", "The archive describes an entry with more than 1 MB of headers.");
    }
}
