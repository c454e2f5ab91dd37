using System.Text.Json;
using System.Text.Json.Nodes;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Deploys.Calendar;

/// <summary>Holds deploys outside of windows and in freezes. An explicit rollback is never held: it is what people need when it burns.</summary>
public sealed class CalendarGate(ICalendarStore calendars) : IRunGate
{
    static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(10);

    /// <inheritdoc />
    public async Task<RunHold?> AskAsync(Run run, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return IsRollback(run.Inputs) ? null : (await calendars.ReadAsync(run.Subject, now, cancellationToken)).HoldAt(now);
        }
        catch (UserErrorException e)
        {
            // Whether it may begin is not known, and what is wrong is told where people look for the reason.
            return new RunHold(now + LookAgainAfter, $"The windows and freezes cannot be read: {e.Error.Message}");
        }
    }

    static bool IsRollback(JsonObject inputs) => inputs["rollback"]?.GetValueKind() == JsonValueKind.True;
}
