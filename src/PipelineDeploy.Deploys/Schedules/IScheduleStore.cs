using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Schedules;

/// <summary>Where schedules are kept. A schedule and its timer change in one transaction.</summary>
public interface IScheduleStore
{
    /// <summary>An app's schedules by name.</summary>
    Task<IReadOnlyList<ScheduleStatus>> ListAsync(string app, CancellationToken cancellationToken);

    /// <summary>The schedule of that number, or null.</summary>
    Task<Schedule?> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>Keeps a new schedule (<see cref="Schedule.Id"/> 0) or a changed one, and sets its timer.</summary>
    /// <exception cref="UserErrorException"><c>schedule.badCron</c>; <c>schedule.exists</c>; <c>schedule.neverFires</c>: no such time ever comes.</exception>
    Task SaveAsync(Schedule schedule, CancellationToken cancellationToken);

    /// <summary>Forgets a schedule; the runs it has started go on.</summary>
    Task RemoveAsync(long id, CancellationToken cancellationToken);

    /// <summary>Notes what became of a time at which it fired.</summary>
    Task NoteAsync(long id, DateTimeOffset firedAt, long? run, string? error, CancellationToken cancellationToken);
}
