using PipelineDeploy.Deploys.Sources.Git;

namespace PipelineDeploy.Server.Git;

/// <summary>A git that serves somebody far away: what that one sends goes in, what it answers comes out, both as they come.</summary>
static class GitService
{
    const int BufferSize = 64 * 1024;

    /// <summary>Runs it to its end, even when nobody listens any more: a push whose run goes on is still decided by that run.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">All of its environment.</param>
    /// <param name="input">What is sent; that it breaks off is the end of it.</param>
    /// <param name="answer">Takes what it answers.</param>
    public static async Task RunAsync(
        IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, Stream input, Func<Stream, Task> answer)
    {
        using var git = GitProcess.Start("/", environment, arguments);
        using var gone = new CancellationTokenSource();
        var feeding = FeedAsync(input, git.StandardInput.BaseStream, gone.Token);
        // Git's own troubles reach the other side by its protocol; what it writes here must only not block it.
        var talking = git.StandardError.BaseStream.CopyToAsync(Stream.Null);
        await answer(git.StandardOutput.BaseStream);
        await git.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        await git.WaitForExitAsync();
        await talking;
        await gone.CancelAsync();
        await feeding;
    }

    /// <summary>Copies what comes at once, as far as somebody listens.</summary>
    public static async Task CopyAsync(Stream from, Stream to)
    {
        var buffer = new byte[BufferSize];
        int count;
        while ((count = await from.ReadAsync(buffer)) > 0)
        {
            try
            {
                await to.WriteAsync(buffer.AsMemory(0, count));
                await to.FlushAsync();
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    static async Task FeedAsync(Stream input, Stream git, CancellationToken gone)
    {
        try
        {
            await using (git)
            {
                await input.CopyToAsync(git, BufferSize, gone);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // Who sent it has gone or has sent too much, or git wanted no more of it: git finds its input ended and tells what that means.
        }
    }
}
