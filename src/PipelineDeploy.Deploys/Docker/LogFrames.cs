using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace PipelineDeploy.Deploys.Docker;

/// <summary>Takes a piece of a container's output.</summary>
delegate void FrameSink(bool isError, ReadOnlySpan<byte> bytes);

/// <summary>
/// Takes the engine's stream of logs or of an exec apart. Without a terminal it is a sequence of frames: a header of
/// eight bytes (stream, three zeros, length in big-endian) and that many bytes. With one it is the output itself.
/// </summary>
/// <remarks>Engine API, "ContainerAttach", stream format.</remarks>
sealed class LogFrames(bool isTerminal)
{
    const int HeaderLength = 8;
    const byte StandardError = 2;
    const byte EngineError = 3;

    readonly byte[] header = new byte[HeaderLength];
    readonly ArrayBufferWriter<byte> engineError = new();
    int headerFilled;
    uint payloadLeft;

    /// <summary>Takes the next bytes, cut anywhere.</summary>
    public void Feed(ReadOnlySpan<byte> bytes, FrameSink sink)
    {
        if (isTerminal)
        {
            sink(isError: false, bytes);
            return;
        }

        while (bytes.Length > 0)
            bytes = bytes[(headerFilled < HeaderLength ? TakeHeader(bytes) : TakePayload(bytes, sink))..];
    }

    int TakeHeader(ReadOnlySpan<byte> bytes)
    {
        var count = Math.Min(HeaderLength - headerFilled, bytes.Length);
        bytes[..count].CopyTo(header.AsSpan(headerFilled));
        headerFilled += count;
        if (headerFilled == HeaderLength)
        {
            if (header[0] > EngineError || header[1] != 0 || header[2] != 0 || header[3] != 0)
                throw new ContainerEngineException(200, "The stream of the Docker engine is damaged: a frame has no valid header.");
            payloadLeft = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4));
            EndFrameWhenDone();
        }

        return count;
    }

    int TakePayload(ReadOnlySpan<byte> bytes, FrameSink sink)
    {
        var count = (int)Math.Min(payloadLeft, (uint)bytes.Length);
        if (header[0] == EngineError)
            engineError.Write(bytes[..count]);
        else
            sink(header[0] == StandardError, bytes[..count]);
        payloadLeft -= (uint)count;
        EndFrameWhenDone();
        return count;
    }

    void EndFrameWhenDone()
    {
        if (payloadLeft > 0)
            return;
        headerFilled = 0;
        if (engineError.WrittenCount > 0)
            throw new ContainerEngineException(200, Encoding.UTF8.GetString(engineError.WrittenSpan).Trim());
    }
}
