using PipelineDeploy.Postgres.Logs;
using PipelineDeploy.Postgres.Runs;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Server.Runs;

/// <summary>The tails of the runs that are watched right now: one a run, however many watch.</summary>
sealed partial class RunTails(
    IRunStore runs, LogReader log, RunViews views, ChangeFeed feed, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<RunTails> logger)
{
    readonly Lock _gate = new();
    readonly Dictionary<long, RunTail> _tails = [];

    /// <summary>Watches a run until the seat is disposed.</summary>
    public Task<RunSeat> JoinAsync(long runId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_tails.TryGetValue(runId, out var tail))
            {
                tail = _tails[runId] = new RunTail(runId, runs, log, views, feed, time);
                _ = FollowAsync(runId, tail);
            }

            tail.Expect();
            return tail.AdmitAsync(cancellationToken);
        }
    }

    async Task FollowAsync(long runId, RunTail tail)
    {
        // Not in the caller's turn, which holds the lock.
        await Task.Yield();
        try
        {
            await tail.FollowAsync(() => Forget(runId, tail, onlyUnwanted: true), lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            Lost(e, runId);
        }

        Forget(runId, tail, onlyUnwanted: false);
        tail.End();
    }

    // Who comes after this gets a new tail, so nobody can be let in where nothing follows any more.
    bool Forget(long runId, RunTail tail, bool onlyUnwanted)
    {
        lock (_gate)
        {
            if (onlyUnwanted && tail.IsWanted)
            {
                return false;
            }

            if (_tails.GetValueOrDefault(runId) == tail)
            {
                _tails.Remove(runId);
            }

            return true;
        }
    }

    [LoggerMessage(EventId = 421, Level = LogLevel.Warning, Message = "Run {Run} could not be read for those who watch it; they look by themselves")]
    partial void Lost(Exception e, long run);
}
