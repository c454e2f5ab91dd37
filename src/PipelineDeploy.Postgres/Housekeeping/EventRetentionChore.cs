using PipelineDeploy.Postgres.Events;
using PipelineDeploy.Workflows.Housekeeping;

namespace PipelineDeploy.Postgres.Housekeeping;

/// <summary>Removes events that nobody comes back for.</summary>
public sealed class EventRetentionChore(EventStore events) : IChore
{
    /// <inheritdoc />
    public string Name => "event-retention";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromHours(1);

    /// <inheritdoc />
    public async Task<string?> RunAsync(CancellationToken cancellationToken) =>
        await events.TrimAsync(cancellationToken) is > 0 and var removed ? $"removed {removed} event{(removed == 1 ? "" : "s")}" : null;
}
