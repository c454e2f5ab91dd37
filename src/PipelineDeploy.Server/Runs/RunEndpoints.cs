using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Conditions;
using PipelineDeploy.Server.Events;
using PipelineDeploy.Server.OpenApi;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Planning;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Server.Runs;

/// <summary>Runs: list, look, watch, cancel, retry.</summary>
static class RunEndpoints
{
    const int LongestPage = 200;

    public static void MapRuns(this WebApplication app)
    {
        var runs = app.MapGroup("/api/v1/runs");
        runs.MapGet("/", ListAsync).RequireAuthorization(SignIn.SignedIn).Operation("listRuns");
        runs.MapGet("/{id:long}", ShowAsync).RequireAuthorization(SignIn.Viewers).Tag().Operation("getRun");
        runs.MapGet("/{id:long}/events", WatchAsync).RequireAuthorization(SignIn.Viewers).Produces<RunView>(200, "text/event-stream").Operation("followRun");
        runs.MapPost("/{id:long}/cancel", CancelAsync).RequireAuthorization(SignIn.Deployers).Produces<RunView>(202)
            .Operation("cancelRun", "run.finished");
        runs.MapPost("/{id:long}/retry", RetryAsync).RequireAuthorization(SignIn.Deployers).Produces<RunView>(202)
            .Operation("retryRun", "run.notRetryable", "run.notNewest", "run.unknownStep", "run.cannotRetryFrom", "run.subjectBusy");
    }

    /// <summary>Runs, newest first.</summary>
    internal static Task<RunPage> ListAsync(string? app, int? limit, long? before, ClaimsPrincipal user, RunViews views, CancellationToken cancellationToken) =>
        views.PageAsync(user.Rights(), app, before, Math.Clamp(limit ?? 20, 1, LongestPage), cancellationToken);

    /// <summary>A run with its steps.</summary>
    internal static async Task<RunView> ShowAsync(long id, IRunStore runs, RunViews views, CancellationToken cancellationToken) =>
        await views.ViewAsync(await RequireAsync(runs, id, cancellationToken), cancellationToken);

    /// <summary>A run live, as server-sent events: lines as they are written, and the run whenever it has changed.</summary>
    internal static async Task WatchAsync(
        long id, HttpContext context, [FromHeader(Name = "Last-Event-ID")] string? lastEventId, string? after, IRunStore runs, RunStream stream, CancellationToken cancellationToken)
    {
        var run = await RequireAsync(runs, id, cancellationToken);
        await LiveStream.RunAsync(context, run.Subject, (live, either) => stream.WriteAsync(id, FeedPlace.OfRun(LiveStream.Seen(lastEventId, after)), live, either));
    }

    /// <summary>Stops a run and undoes what it did.</summary>
    internal static async Task<IResult> CancelAsync(long id, ClaimsPrincipal user, IRunStore runs, RunViews views, CancellationToken cancellationToken)
    {
        await CancelRunAsync(runs, id, user.Identity!.Name!, cancellationToken);
        return await AcceptedAsync(id, runs, views, cancellationToken);
    }

    /// <summary>Lets a run that ended without success go on as a new run.</summary>
    internal static async Task<IResult> RetryAsync(long id, RetryRun? how, ClaimsPrincipal user, IRunStore runs, RunViews views, CancellationToken cancellationToken)
    {
        var next = await RetryRunAsync(runs, id, how?.From, user.Identity!.Name!, cancellationToken);
        return await AcceptedAsync(next.Id, runs, views, cancellationToken);
    }

    /// <summary>Lets a run that has ended without success go on as a new run.</summary>
    /// <exception cref="UserErrorException">See <see cref="RunRetry.Plan"/>; <c>run.notFound</c>, <c>run.notNewest</c>.</exception>
    internal static async Task<Run> RetryRunAsync(IRunStore runs, long id, string? from, string actor, CancellationToken cancellationToken)
    {
        var run = await RequireAsync(runs, id, cancellationToken);
        if (run.Unreadable is { } unreadable)
        {
            throw new UserErrorException(unreadable);
        }

        var history = RunHistory.Of(run.Definition, await runs.ReadJournalAsync(id, 0, cancellationToken));
        return await runs.RetryAsync(id, actor, RunRetry.Plan(run, history, from), cancellationToken) ?? throw new UserErrorException(
            "run.notNewest", $"Another run of {run.Subject} has started since run {id}", $"What run {id} left is not as it was. Start a new deploy instead.");
    }

    /// <summary>The answer to what a run was asked to do: the run as it stands now.</summary>
    internal static async Task<IResult> AcceptedAsync(long id, IRunStore runs, RunViews views, CancellationToken cancellationToken) =>
        Results.Accepted($"/api/v1/runs/{id}", await views.ViewAsync(await RequireAsync(runs, id, cancellationToken), cancellationToken));

    /// <summary>Asks a run to stop and undo what it did; one that needs attention gives its app free.</summary>
    /// <exception cref="UserErrorException"><c>run.notFound</c> or <c>run.finished</c>.</exception>
    internal static async Task CancelRunAsync(IRunStore runs, long id, string actor, CancellationToken cancellationToken)
    {
        await RequireAsync(runs, id, cancellationToken);
        if (!await runs.CancelQueuedAsync(id, actor, cancellationToken)
            && !await runs.SignalAsync(id, new JournalEvent.CancelRequested(actor), cancellationToken)
            && !await runs.UnlockAsync(id, cancellationToken))
        {
            throw new UserErrorException("run.finished", $"Run {id} has ended already", "There is nothing left to cancel.");
        }
    }

    /// <summary>The run of that number.</summary>
    /// <exception cref="UserErrorException"><c>run.notFound</c>.</exception>
    internal static async Task<Run> RequireAsync(IRunStore runs, long id, CancellationToken cancellationToken) =>
        await runs.FindAsync(id, cancellationToken)
        ?? throw new UserErrorException(NotFound(id));

    /// <summary>What is said of a run that is not there, or that one may not see.</summary>
    internal static UserError NotFound(long id) => new("run.notFound", $"There is no run {id}", "See the runs there are with: pdeploy runs list");
}
