using PipelineDeploy.Deploys.Webhooks.Statuses;

namespace PipelineDeploy.Deploys.Webhooks;

/// <summary>Where deliveries are kept. One that is accepted is kept together with the wake-up of its work, in one transaction.</summary>
public interface IDeliveryStore
{
    /// <summary>Keeps a delivery, or finds the one that is known by one of the keys already and counts the repeat.</summary>
    /// <returns>The delivery as it stands, and whether it was there before.</returns>
    Task<(Delivery Delivery, bool IsRepeat)> TakeAsync(string app, Delivery delivery, IReadOnlyList<string> keys, CancellationToken cancellationToken);

    /// <summary>A webhook's deliveries, newest first.</summary>
    /// <param name="hookId">The webhook.</param>
    /// <param name="before">Only those with a lower number; null from the newest.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<(Delivery Delivery, ToldStatus? Status)>> ListAsync(string hookId, long? before, int limit, CancellationToken cancellationToken);

    /// <summary>The delivery of that number, or null.</summary>
    Task<(Delivery Delivery, ToldStatus? Status)?> FindAsync(long id, CancellationToken cancellationToken);

    /// <summary>The deliveries of an app whose work is not done, oldest first; <paramref name="dueBy"/> leaves out those whose next try is later.</summary>
    Task<IReadOnlyList<Delivery>> ListOpenAsync(string app, DateTimeOffset? dueBy, CancellationToken cancellationToken);

    /// <summary>Settles those of the deliveries that are not settled yet, all at once.</summary>
    Task SettleAsync(IReadOnlyList<Settlement> settlements, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Tries again later.</summary>
    Task RetryAsync(string app, long id, string reason, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Wakes the work of deliveries that nothing else would wake; answers how many.</summary>
    Task<int> RearmAsync(CancellationToken cancellationToken);
}

/// <summary>The end of a delivery's work.</summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="Run">The run that it started or joined.</param>
/// <param name="Commit">The commit whose host is to be told of that run from now on; null for none.</param>
/// <param name="Tells">What its host is to be told; null for nothing.</param>
public sealed record Settlement(long Delivery, WebhookVerdict Verdict, long? Run = null, string? Commit = null, IReadOnlyList<StatusKind>? Tells = null);
