using System.Text.Json;
using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Deploys.Calendar;

/// <summary>Holds deploys outside of windows and in freezes. An explicit rollback is never held: it is what people need when it burns.</summary>
public sealed class CalendarGate(ICalendarStore calendars) : IRunGate
{
    /// <inheritdoc />
    public async Task<RunHold?> AskAsync(Run run, DateTimeOffset now, CancellationToken cancellationToken) => IsRollback(run.Inputs)
        ? null
        : (await calendars.ReadAsync(run.Subject, now, cancellationToken)).HoldAt(now);

    static bool IsRollback(JsonObject inputs) => inputs["rollback"]?.GetValueKind() == JsonValueKind.True;
}
