namespace PipelineDeploy.Deploys.Calendar;

/// <summary>Where windows and freezes are kept. A change wakes the runs that have not begun, in the same transaction, so that none waits for what is no more.</summary>
public interface ICalendarStore
{
    /// <summary>What holds for one app from <paramref name="now"/> on.</summary>
    Task<DeployCalendar> ReadAsync(string app, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>All windows, those of all apps first.</summary>
    Task<IReadOnlyList<DeployWindow>> ListWindowsAsync(CancellationToken cancellationToken);

    /// <summary>The freezes that are not over, by their beginning.</summary>
    Task<IReadOnlyList<Freeze>> ListFreezesAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Keeps a window and answers it with its number.</summary>
    Task<DeployWindow> AddAsync(DeployWindow window, string actor, CancellationToken cancellationToken);

    /// <summary>Keeps a freeze and answers it with its number.</summary>
    Task<Freeze> AddAsync(Freeze freeze, CancellationToken cancellationToken);

    /// <summary>Forgets a window and answers it; null when there is none of that number.</summary>
    Task<DeployWindow?> RemoveWindowAsync(long id, CancellationToken cancellationToken);

    /// <summary>Ends a freeze and answers it; null when there is none of that number.</summary>
    Task<Freeze?> RemoveFreezeAsync(long id, CancellationToken cancellationToken);
}
