using PipelineDeploy.Contracts;
using PipelineDeploy.Postgres.Logs;
using PipelineDeploy.Postgres.Runs;
using PipelineDeploy.Server.Runs;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Server.Git;

/// <summary>Shows a run to whoever has pushed it.</summary>
sealed class PushFollow(IRunStore runs, LogReader log, RunViews views, ChangeFeed feed)
{
    const int Batch = 1000;
    static readonly TimeSpan LookAtLeastEvery = TimeSpan.FromSeconds(2);

    /// <summary>Says what the run writes until it is clear what becomes of the push.</summary>
    /// <returns>Whether the push is accepted.</returns>
    public async Task<bool> FollowAsync(long runId, Func<string, Task> say, CancellationToken cancellationToken)
    {
        using var changes = feed.Subscribe(runId);
        var (next, pause) = (1L, (string?)null);
        while (true)
        {
            // The run is read before its log: when it has come to a rest, all its lines are there.
            var run = await views.ViewAsync((await runs.FindAsync(runId, cancellationToken))!, cancellationToken);
            var lines = await log.ReadAsync(runId, next, Batch, step: null, cancellationToken);
            foreach (var line in lines)
            {
                next = line.Number + 1;
                await say(line.Line.Text);
            }

            if (lines.Count == Batch)
            {
                continue;
            }

            pause = await SayPauseAsync(run, pause, say);
            if (PushVerdict.Of(run) is { } verdict)
            {
                foreach (var line in PushVerdict.Lines(run))
                {
                    await say(line);
                }

                return verdict;
            }

            await changes.WaitAsync(LookAtLeastEvery, cancellationToken);
        }
    }

    static async Task<string?> SayPauseAsync(RunView run, string? said, Func<string, Task> say)
    {
        var pause = PushVerdict.Pause(run);
        if (pause is not null && pause != said)
        {
            await say(pause);
        }

        return pause;
    }
}
