using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Apps;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Deploys.Steps;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Postgres.Logs;
using PipelineDeploy.Server.Apps;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Checks;
using PipelineDeploy.Server.Runs;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Waiting;

namespace PipelineDeploy.Server.Pages;

/// <summary>The pages people look at.</summary>
static class PageEndpoints
{
    static readonly TimeSpan PatienceWithDocker = TimeSpan.FromSeconds(3);

    public static void MapPages(this WebApplication app)
    {
        PageAssets.Map(app);
        var pages = app.MapGroup("").RequireOwnForm().ExcludeFromDescription();
        pages.MapGet("/", OverviewAsync).RequireAuthorization(SignIn.SignedIn);
        pages.MapGet("/apps/{app}", AppAsync).RequireAuthorization(SignIn.Viewers);
        pages.MapGet("/runs/{id:long}", RunAsync).RequireAuthorization(SignIn.Viewers);
        pages.MapPost("/runs/{id:long}/cancel", CancelAsync).RequireAuthorization(SignIn.Deployers);
        pages.MapPost("/runs/{id:long}/retry", RetryAsync).RequireAuthorization(SignIn.Deployers);
        // RequireOwnForm looks at the forms' tokens, after SameOrigin.
        pages.MapPost("/runs/{id:long}/approve", ApproveAsync).RequireAuthorization(SignIn.Deployers).DisableAntiforgery();
        pages.MapPost("/runs/{id:long}/reject", RejectAsync).RequireAuthorization(SignIn.Deployers).DisableAntiforgery();
    }

    static async Task<IResult> OverviewAsync(HttpContext context, IAppStore store, AppViews views, TimeProvider time, CancellationToken cancellationToken)
    {
        var apps = await views.ListAsync(await VisibleAsync(context, store, cancellationToken), cancellationToken);
        return Answer(context, OverviewPage.Render(apps, time.GetUtcNow()), [.. apps.Select(app => app.Name)]);
    }

    static async Task<IResult> AppAsync(
        string app, HttpContext context, IAppStore store, AppViews views, RunViews runs, ISettingStore settings, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var found = await store.RequireAsync(app, cancellationToken);
        var status = await StatusAsync(found, views, time, cancellationToken);
        var facts = new AppFacts(
            await views.ViewAsync(found, cancellationToken),
            status?.Containers,
            await SettingEndpoints.ListAsync(app, settings, cancellationToken),
            (await runs.PageAsync([app], null, AppPage.Runs, cancellationToken)).Items,
            status?.Drift);
        return Answer(context, AppPage.Render(facts, time.GetUtcNow()), await NamesAsync(context, store, cancellationToken));
    }

    static async Task<IResult> RunAsync(
        long id, HttpContext context, IRunStore runs, RunViews views, LogReader log, IAppStore store, AppViews apps, TimeProvider time, CancellationToken cancellationToken)
    {
        var run = await views.ViewAsync(await RunEndpoints.RequireAsync(runs, id, cancellationToken), cancellationToken);
        // One line more than is shown tells whether there are more.
        var lines = await log.ReadLastAsync(id, RunPage.Lines + 1, cancellationToken);
        var serving = await store.FindAsync(run.App, cancellationToken) is { } app ? (await apps.ViewAsync(app, cancellationToken)).ServingRelease : null;
        var facts = new RunFacts(run, serving, [.. lines.TakeLast(RunPage.Lines).Select(RunStream.LineOf)], lines.Count > RunPage.Lines, context.User.Identity?.Name ?? "",
            run.Steps.Any(step => step.Uses == CheckStep.Kind) ? CheckViews.AttemptsIn(await runs.ReadJournalAsync(id, 0, cancellationToken)) : null)
        {
            FormField = OwnForms.FieldFor(context),
            MayDeploy = context.User.Rights().On(run.App) >= Role.Deployer,
        };
        return Answer(context, RunPage.Render(facts, time.GetUtcNow()), await NamesAsync(context, store, cancellationToken));
    }

    static async Task<IResult> CancelAsync(long id, ClaimsPrincipal user, IRunStore runs, CancellationToken cancellationToken)
    {
        try
        {
            await RunEndpoints.CancelRunAsync(runs, id, user.Identity!.Name!, cancellationToken);
        }
        catch (UserErrorException e) when (e.Error.Code == "run.finished")
        {
            // Whoever pressed the button a moment too late sees on the page how the run has ended.
        }

        return Results.Redirect($"/runs/{id}");
    }

    static async Task<IResult> RetryAsync(long id, ClaimsPrincipal user, IRunStore runs, CancellationToken cancellationToken)
    {
        var next = await RunEndpoints.RetryRunAsync(runs, id, null, user.Identity!.Name!, cancellationToken);
        return Results.Redirect($"/runs/{next.Id}");
    }

    static Task<IResult> ApproveAsync(
        long id, [FromForm] string? step, [FromForm] string? comment, ClaimsPrincipal user, RunSignals signals, IRunStore runs, CancellationToken cancellationToken) =>
        AnswerAsync(id, step, comment, approves: true, user, signals, runs, cancellationToken);

    static Task<IResult> RejectAsync(
        long id, [FromForm] string? step, [FromForm] string? comment, ClaimsPrincipal user, RunSignals signals, IRunStore runs, CancellationToken cancellationToken) =>
        AnswerAsync(id, step, comment, approves: false, user, signals, runs, cancellationToken);

    static async Task<IResult> AnswerAsync(
        long id, string? step, string? comment, bool approves, ClaimsPrincipal user, RunSignals signals, IRunStore runs, CancellationToken cancellationToken)
    {
        var run = await RunEndpoints.RequireAsync(runs, id, cancellationToken);
        try
        {
            await signals.AnswerAsync(run, step, user.Identity!.Name!, approves, string.IsNullOrWhiteSpace(comment) ? null : comment, cancellationToken);
        }
        catch (UserErrorException e) when (e.Error.Code is "run.finished" or "approval.notWaiting")
        {
            // As with cancelling: the page shows what came of it without this answer.
        }

        return Results.Redirect($"/runs/{id}");
    }

    static async Task<StatusView?> StatusAsync(App app, AppViews views, TimeProvider time, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(PatienceWithDocker, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await views.StatusAsync(app, either.Token);
        }
        catch (ContainerEngineException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    static async Task<IReadOnlyList<string>> NamesAsync(HttpContext context, IAppStore store, CancellationToken cancellationToken) =>
        [.. (await VisibleAsync(context, store, cancellationToken)).Select(app => app.Name)];

    static async Task<IReadOnlyList<App>> VisibleAsync(HttpContext context, IAppStore store, CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(cancellationToken)).Where(app => context.User.Rights().See(app.Name))];

    static IResult Answer(HttpContext context, Page page, IReadOnlyList<string> apps)
    {
        context.Response.Headers.CacheControl = "no-store";
        var frame = new PageFrame(context.User.Identity?.Name, apps, context.Request.Path) { FormField = OwnForms.FieldFor(context) };
        return Results.Content(PageLayout.Render(page, frame).ToString(), "text/html; charset=utf-8");
    }
}
