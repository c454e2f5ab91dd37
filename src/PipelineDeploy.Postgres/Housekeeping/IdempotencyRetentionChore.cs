using PipelineDeploy.Postgres.Idempotency;
using PipelineDeploy.Workflows.Housekeeping;

namespace PipelineDeploy.Postgres.Housekeeping;

/// <summary>Removes answers to requests with an <c>Idempotency-Key</c> that nobody repeats any more.</summary>
public sealed class IdempotencyRetentionChore(IdempotencyStore keys) : IChore
{
    /// <inheritdoc />
    public string Name => "idempotency-retention";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromHours(1);

    /// <inheritdoc />
    public async Task<string?> RunAsync(CancellationToken cancellationToken) =>
        await keys.PruneAsync(cancellationToken) is > 0 and var removed ? $"removed {removed} kept answer{(removed == 1 ? "" : "s")}" : null;
}
