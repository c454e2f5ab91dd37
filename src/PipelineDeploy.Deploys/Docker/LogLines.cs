using System.Buffers;
using System.Text;

namespace PipelineDeploy.Deploys.Docker;

/// <summary>Makes lines of the pieces of standard output and standard error, each stream with its own unfinished line.</summary>
sealed class LogLines
{
    /// <summary>A longer line arrives in parts of so many bytes, so that output without line breaks cannot fill the memory.</summary>
    public const int LongestLine = 64 * 1024;

    readonly ArrayBufferWriter<byte> output = new();
    readonly ArrayBufferWriter<byte> error = new();
    readonly List<ContainerLogLine> finished = [];
    long outputBytes;
    long errorBytes;

    /// <summary>Takes both streams from their first byte on and adds what has not been added yet.</summary>
    public FrameSink FromTheStart()
    {
        var (knownOutput, knownError) = (outputBytes, errorBytes);
        return (isError, bytes) =>
        {
            ref var known = ref isError ? ref knownError : ref knownOutput;
            var skipped = (int)Math.Min(known, bytes.Length);
            known -= skipped;
            Add(isError, bytes[skipped..]);
        };
    }

    public void Add(bool isError, ReadOnlySpan<byte> bytes)
    {
        var pending = isError ? error : output;
        (isError ? ref errorBytes : ref outputBytes) += bytes.Length;
        while (bytes.Length > 0)
        {
            var room = LongestLine - pending.WrittenCount;
            var end = bytes[..Math.Min(bytes.Length, room + 1)].IndexOf((byte)'\n');
            var count = end >= 0 ? end : Math.Min(bytes.Length, room);
            pending.Write(bytes[..count]);
            bytes = bytes[(end >= 0 ? count + 1 : count)..];
            if (end >= 0 || (pending.WrittenCount == LongestLine && bytes.Length > 0))
                Finish(isError, pending);
        }
    }

    /// <summary>The lines finished since the last call.</summary>
    public IReadOnlyList<ContainerLogLine> Take()
    {
        ContainerLogLine[] lines = [.. finished];
        finished.Clear();
        return lines;
    }

    /// <summary>The lines still unfinished at the end of the stream.</summary>
    public IReadOnlyList<ContainerLogLine> End()
    {
        if (output.WrittenCount > 0)
            Finish(isError: false, output);
        if (error.WrittenCount > 0)
            Finish(isError: true, error);
        return Take();
    }

    void Finish(bool isError, ArrayBufferWriter<byte> pending)
    {
        var text = Encoding.UTF8.GetString(pending.WrittenSpan);
        finished.Add(new ContainerLogLine(isError, text.EndsWith('\r') ? text[..^1] : text));
        pending.ResetWrittenCount();
    }
}
