using PipelineDeploy.Postgres.Audit;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Workflows.Housekeeping;

namespace PipelineDeploy.Postgres.Housekeeping;

/// <summary>Removes what is kept of changes for longer than a year, and counts of attempts to sign in that are over.</summary>
public sealed class AuditRetentionChore(AuditStore audit, AttemptStore attempts, TimeProvider time) : IChore
{
    static readonly TimeSpan Keeps = TimeSpan.FromDays(365);

    /// <inheritdoc />
    public string Name => "audit-retention";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromHours(1);

    /// <inheritdoc />
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        await attempts.PruneAsync(cancellationToken);
        var removed = await audit.PruneAsync(time.GetUtcNow() - Keeps, cancellationToken);
        return removed == 0 ? null : $"removed {removed} entries of the audit";
    }
}
