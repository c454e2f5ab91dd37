using PipelineDeploy.Postgres.Logs;
using PipelineDeploy.Workflows.Housekeeping;

namespace PipelineDeploy.Postgres.Housekeeping;

/// <summary>Makes the next days' partitions of the logs ahead and drops those that are kept long enough.</summary>
public sealed class LogRetentionChore(LogDays days, LogOptions options, TimeProvider time) : IChore
{
    const int DaysAhead = 2;

    /// <inheritdoc />
    public string Name => "log-retention";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromHours(1);

    /// <inheritdoc />
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        for (var ahead = 0; ahead <= DaysAhead; ahead++)
        {
            await days.EnsureAsync(today.AddDays(ahead), cancellationToken);
        }

        var dropped = await days.DropBeforeAsync(today.AddDays(-options.Days), cancellationToken);
        return dropped.Count == 0 ? null : $"dropped the logs of {string.Join(", ", dropped.Select(day => day.ToString("O")))}";
    }
}
