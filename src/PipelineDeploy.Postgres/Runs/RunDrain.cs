using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PipelineDeploy.Workflows.Driving;
using Quartz;

namespace PipelineDeploy.Postgres.Runs;

/// <summary>
/// Stops in good order, before anything else of the server stops: no job is begun any more, short steps end, what is left is handed on.
/// Everything that this needs, the scheduler and the heartbeat among it, still works meanwhile.
/// </summary>
public sealed partial class RunDrain(ISchedulerFactory schedulers, NpgsqlDataSource database, TimeProvider time, ILogger<RunDrain> logger)
    : IHostedLifecycleService, IDisposable
{
    /// <summary>The least that a host's time to stop must be: the grace of the steps, and what the database may need to take their outcomes.</summary>
    public static readonly TimeSpan TakesAtMost = Interruption.GraceWhenStopping + TimeSpan.FromSeconds(15);

    static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    readonly CancellationTokenSource _stopping = new();
    int _driving;

    /// <summary>Drives a run in a way that the server's stop waits for.</summary>
    /// <param name="drive">Gets a token that tells to hand back what is not done.</param>
    public async Task DriveAsync(Func<CancellationToken, Task> drive)
    {
        Interlocked.Increment(ref _driving);
        try
        {
            await drive(_stopping.Token);
        }
        finally
        {
            Interlocked.Decrement(ref _driving);
        }
    }

    /// <inheritdoc />
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        try
        {
            var scheduler = await schedulers.GetScheduler(cancellationToken);
            await scheduler.Standby(cancellationToken);
            await _stopping.CancelAsync();
            await HandOnAsync(scheduler.SchedulerInstanceId, cancellationToken);
        }
        catch (Exception e)
        {
            NotEmpty(e, _driving);
        }
        finally
        {
            await _stopping.CancelAsync();
        }
    }

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public void Dispose() => _stopping.Dispose();

    // A run that was handed back can be taken only when Quartz has put its job away here. The others would look when they are next idle,
    // so each one that is free is called out.
    async Task HandOnAsync(string node, CancellationToken cancellationToken)
    {
        for (var last = long.MaxValue; last > 0 || _driving > 0; await Task.Delay(LookEvery, time, cancellationToken))
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            var fired = await connection.QuerySingleAsync<long>(
                "select count(*) from qrtz_fired_triggers where instance_name = @node and state = 'EXECUTING'", new { node });
            if (fired < last)
            {
                await ChangeFeed.AnnounceAsync(connection, null, 0, ChangeFeed.Wake);
            }

            last = fired;
        }
    }

    [LoggerMessage(EventId = 220, Level = LogLevel.Warning, Message = "The server stops although {Count} run(s) may still be driven here; the next server takes them over")]
    partial void NotEmpty(Exception e, int count);
}
