using System.Globalization;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Schedules;

/// <summary>What happens when a schedule's time has come.</summary>
public sealed class ScheduledDeploys(IScheduleStore schedules, DeployStarter starter, TimeProvider time)
{
    /// <summary>Starts the run that is due, once: asking again for the same time finds the run that was started.</summary>
    /// <param name="id">The schedule.</param>
    /// <param name="dueAt">The time of the schedule that has come.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task FireAsync(long id, DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        if (await schedules.FindAsync(id, cancellationToken) is not { IsEnabled: true } schedule)
        {
            return;
        }

        try
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"schedule:{id}:{dueAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");
            var run = await starter.RedeployAsync(schedule.App, "schedule", schedule.Name, key, schedule.Concurrency, other: null, cancellationToken);
            await schedules.NoteAsync(id, time.GetUtcNow(), run.Id, null, cancellationToken);
        }
        catch (UserErrorException e)
        {
            await schedules.NoteAsync(id, time.GetUtcNow(), null, e.Error.InOneLine(), cancellationToken);
        }
    }
}
