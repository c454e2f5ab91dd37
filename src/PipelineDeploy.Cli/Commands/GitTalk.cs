namespace PipelineDeploy.Cli.Commands;

/// <summary>Hands on what a git far away answers, and sees whether it has said all.</summary>
static class GitTalk
{
    const int BufferSize = 64 * 1024;

    /// <summary>Hands it on.</summary>
    /// <returns>Whether it ended as git ends the answer to a push.</returns>
    /// <remarks>gitprotocol-common(5): a flush packet, <c>0000</c>.</remarks>
    public static async Task<bool> HandOnAsync(Stream git, Stream output, CancellationToken cancellationToken)
    {
        var (buffer, end) = (new byte[BufferSize], new List<byte>());
        try
        {
            for (int count; (count = await git.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                await output.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                await output.FlushAsync(cancellationToken);
                end = [.. end.Concat(buffer.AsSpan(Math.Max(0, count - 4), Math.Min(4, count)).ToArray()).TakeLast(4)];
            }
        }
        catch (IOException)
        {
            return false;
        }

        return end.SequenceEqual("0000"u8.ToArray());
    }
}
