using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Deploys.Webhooks.Statuses;

/// <summary>A run of which a host may not know the newest yet.</summary>
/// <param name="Delivery">The delivery that started it.</param>
/// <param name="Kind">What of it.</param>
/// <param name="HookId">The webhook.</param>
/// <param name="Run">The run.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Commit">The commit it builds.</param>
/// <param name="Ref">The full ref that was pushed; null when it is not known.</param>
/// <param name="Deployment">The host's id of the deployment; null when it has none yet.</param>
/// <param name="Told">The last word that the host was told; null for none.</param>
/// <param name="Tries">How often telling it the next one has failed.</param>
public sealed record OpenStatus(
    long Delivery, StatusKind Kind, string HookId, long Run, RunState State, string Commit, string? Ref, string? Deployment, string? Told, int Tries);

/// <summary>Where it is kept what hosts have been told.</summary>
public interface IStatusStore
{
    /// <summary>Those that may have to be told now.</summary>
    Task<IReadOnlyList<OpenStatus>> ListDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Notes what was told, or that it cannot be.</summary>
    /// <param name="open">What was open.</param>
    /// <param name="word">The word.</param>
    /// <param name="isFinal">Whether nothing comes after it.</param>
    /// <param name="error">Why the host did not take it; null when it did.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task ToldAsync(OpenStatus open, string word, bool isFinal, string? error, CancellationToken cancellationToken);

    /// <summary>Tries again later.</summary>
    Task RetryAsync(OpenStatus open, string error, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Keeps the host's id of a delivery's deployment.</summary>
    Task KeepDeploymentAsync(long delivery, string id, CancellationToken cancellationToken);
}
