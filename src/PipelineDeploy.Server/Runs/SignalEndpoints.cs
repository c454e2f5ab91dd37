using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.OpenApi;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Waiting;

namespace PipelineDeploy.Server.Runs;

/// <summary>What reaches a run while it goes on: approvals, rejections, signals.</summary>
static class SignalEndpoints
{
    const int LargestBody = 64 * 1024;

    public static void MapSignals(this WebApplication app)
    {
        var runs = app.MapGroup("/api/v1/runs/{id:long}").WithMetadata(new RequestSizeLimitAttribute(LargestBody));
        runs.MapPost("/approve", ApproveAsync).RequireAuthorization(SignIn.Deployers).Produces<RunView>(202)
            .Operation(
                "approveRun", "approval.notWaiting", "approval.unknownStep", "approval.whichStep", "approval.ownRun", "approval.notAsked",
                "approval.longComment", "run.finished", "signal.tooMany");
        runs.MapPost("/reject", RejectAsync).RequireAuthorization(SignIn.Deployers).Produces<RunView>(202)
            .Operation(
                "rejectRun", "approval.notWaiting", "approval.unknownStep", "approval.whichStep", "approval.ownRun", "approval.notAsked",
                "approval.longComment", "run.finished", "signal.tooMany");
        runs.MapPost("/signals/{name}", SendAsync).RequireAuthorization(SignIn.Deployers).Produces<RunView>(202)
            .Operation("sendSignal", "signal.badName", "signal.badId", "signal.tooLarge", "signal.tooMany", "run.finished");
    }

    /// <summary>Approves a step that asks for it.</summary>
    internal static Task<IResult> ApproveAsync(
        long id, AnswerApproval? answer, ClaimsPrincipal user, RunSignals signals, IRunStore runs, RunViews views, CancellationToken cancellationToken) =>
        AnswerAsync(id, answer, approves: true, user, signals, runs, views, cancellationToken);

    /// <summary>Rejects a step that asks for approval.</summary>
    internal static Task<IResult> RejectAsync(
        long id, AnswerApproval? answer, ClaimsPrincipal user, RunSignals signals, IRunStore runs, RunViews views, CancellationToken cancellationToken) =>
        AnswerAsync(id, answer, approves: false, user, signals, runs, views, cancellationToken);

    static async Task<IResult> AnswerAsync(
        long id, AnswerApproval? answer, bool approves, ClaimsPrincipal user, RunSignals signals, IRunStore runs, RunViews views, CancellationToken cancellationToken)
    {
        var run = await RunEndpoints.RequireAsync(runs, id, cancellationToken);
        await signals.AnswerAsync(run, answer?.Step, user.Identity!.Name!, approves, answer?.Comment, cancellationToken);
        return await RunEndpoints.AcceptedAsync(id, runs, views, cancellationToken);
    }

    /// <summary>Sends a signal to a step that waits for it, or will.</summary>
    internal static async Task<IResult> SendAsync(
        long id, string name, SendSignal? signal, ClaimsPrincipal user, RunSignals signals, IRunStore runs, RunViews views, CancellationToken cancellationToken)
    {
        var run = await RunEndpoints.RequireAsync(runs, id, cancellationToken);
        await signals.SendAsync(run, name, signal?.Id, signal?.Payload, user.Identity!.Name!, cancellationToken);
        return await RunEndpoints.AcceptedAsync(id, runs, views, cancellationToken);
    }
}
