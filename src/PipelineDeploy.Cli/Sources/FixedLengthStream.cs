namespace PipelineDeploy.Cli.Sources;

/// <summary>A file as long as it was when its header was written.</summary>
/// <remarks>A log that grows while it is sent would otherwise shift everything behind it and break the archive.</remarks>
sealed class FixedLengthStream(FileStream file, long length) : Stream
{
    long position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await file.ReadAsync(buffer[..(int)Math.Min(buffer.Length, length - position)], cancellationToken), buffer.Length);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        Count(file.Read(buffer, offset, (int)Math.Min(count, length - position)), count);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    int Count(int read, int wanted)
    {
        if (read == 0 && wanted > 0 && position < length)
        {
            throw new CliException(ExitCodes.Failed, $"{file.Name} became shorter while it was sent.", "Try again when nothing writes to the folder.");
        }

        position += read;
        return read;
    }
}
