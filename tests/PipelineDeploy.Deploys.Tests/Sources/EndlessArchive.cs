namespace PipelineDeploy.Deploys.Tests.Sources;

/// <summary>So many empty files as an archive that is made while it is read, and is nowhere as a whole.</summary>
/// <param name="entries">How many.</param>
/// <param name="nameOf">The name of each.</param>
sealed class EndlessArchive(int entries, Func<int, string> nameOf) : Stream
{
    byte[] _block = [];
    int _used;

    /// <summary>How many entries were read so far, or begun.</summary>
    internal int Begun { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_used == _block.Length)
        {
            (_block, _used) = (Begun < entries ? RawTar.Header('0', nameOf(Begun++)) : new byte[RawTar.BlockSize], 0);
        }

        var count = Math.Min(buffer.Length, _block.Length - _used);
        _block.AsSpan(_used, count).CopyTo(buffer);
        _used += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
