using System.Security.Claims;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Calendar;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.OpenApi;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Server.Runs;

/// <summary>Lets a run begin in spite of windows and freezes.</summary>
static class OverrideEndpoints
{
    public static void MapOverrides(this WebApplication app) => app.MapPost("/api/v1/runs/{id:long}/override", OverrideAsync).RequireAuthorization(SignIn.Administrators).Produces<RunView>(202)
        .Operation("overrideHold", "run.notHeld", "freeze.badReason");

    /// <summary>Lets a run begin in spite of windows and freezes.</summary>
    internal static async Task<IResult> OverrideAsync(
        long id, OverrideHold wanted, ClaimsPrincipal user, IRunStore runs, RunViews views, AuditNotes audit, CancellationToken cancellationToken)
    {
        var reason = Freeze.ReasonOf(wanted.Reason);
        audit.Say("reason", reason);
        var run = await RunEndpoints.RequireAsync(runs, id, cancellationToken);
        var history = RunHistory.Of(run.Definition, await runs.ReadJournalAsync(id, 0, cancellationToken));
        // A queued run may be held when its turn comes.
        var mayBeOverridden = history.MayBeHeld && (history.Hold is not null || run.State == RunState.Queued);
        if (!mayBeOverridden || !await runs.SignalAsync(id, new JournalEvent.HoldOverridden(user.Identity!.Name!, reason), cancellationToken))
        {
            throw new UserErrorException("run.notHeld", $"Run {id} does not wait for a window or a freeze", $"See where it stands with: pdeploy runs show {id}");
        }

        return Results.Accepted($"/api/v1/runs/{id}", await views.ViewAsync(await RunEndpoints.RequireAsync(runs, id, cancellationToken), cancellationToken));
    }
}
