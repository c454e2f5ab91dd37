using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PipelineDeploy.Workflows.Housekeeping;
using Quartz;

namespace PipelineDeploy.Postgres.Housekeeping;

/// <summary>Quartz's hand on a chore: fired on one server of the cluster, never twice at once.</summary>
[DisallowConcurrentExecution]
public sealed partial class ChoreJob(IEnumerable<IChore> chores, IHostApplicationLifetime lifetime, ILogger<ChoreJob> logger) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        // A newer server of the cluster may have chores that this one does not know; it gets its turn.
        if (chores.FirstOrDefault(chore => chore.Name == context.JobDetail.Key.Name) is not { } chore)
        {
            return;
        }

        try
        {
            if (await chore.RunAsync(lifetime.ApplicationStopping) is { } done)
            {
                Done(chore.Name, done);
            }
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The next turn comes on another server, or on this one after its restart.
        }
        catch (Exception e)
        {
            Failed(e, chore.Name);
        }
    }

    [LoggerMessage(EventId = 220, Level = LogLevel.Information, Message = "Housekeeping, {Chore}: {Done}")]
    partial void Done(string chore, string done);

    [LoggerMessage(EventId = 221, Level = LogLevel.Warning, Message = "Housekeeping, {Chore}: it failed and is tried again at its next turn")]
    partial void Failed(Exception e, string chore);
}
