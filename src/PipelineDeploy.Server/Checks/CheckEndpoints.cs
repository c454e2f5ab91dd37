using System.Security.Claims;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Apps;
using PipelineDeploy.Deploys.Checks;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Server.Apps;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.OpenApi;
using PipelineDeploy.Server.Runs;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Server.Checks;

/// <summary>Checks without a deploy, and what those of a run have seen.</summary>
static class CheckEndpoints
{
    public static void MapChecks(this WebApplication app)
    {
        app.MapPost("/api/v1/checks/validate", ValidateAsync).RequireAuthorization(SignIn.SignedIn).WithMetadata(new ChangesNothing())
            .Operation("validateChecks", "checks.unknownFile", "app.notFound");
        app.MapApp("/checks").MapPost("/run", RunAsync).RequireAuthorization(SignIn.Deployers)
            .Operation("tryChecks", "checks.badSetting", "checks.badTarget", "checks.tooLarge", "checks.nothingServes");
        app.MapGet("/api/v1/runs/{id:long}/checks", ListAsync).RequireAuthorization(SignIn.Viewers).Operation("listRunChecks");
    }

    /// <summary>Everything that is wrong with a CHECKS or an app.json, and what it would ask.</summary>
    internal static async Task<ChecksValidation> ValidateAsync(ValidateChecks asked, ClaimsPrincipal user, IAppStore apps, ISettingStore store, CancellationToken cancellationToken)
    {
        var settings = CheckSettings.Default;
        if (asked.App is { } app)
        {
            user.Require(Role.Viewer, app);
            await apps.RequireAsync(app, cancellationToken);
            settings = CheckSettings.Of(await store.ReadAsync(app, cancellationToken));
        }

        var (plan, problems) = asked.File switch
        {
            "CHECKS" when ChecksFile.Check(asked.Text) is var (file, found) => (CheckPlan.Resolve(file, settings), found),
            "app.json" when AppJson.Check(asked.Text) is var (file, found) => (CheckPlan.Resolve(null, settings, file), found),
            _ => throw new UserErrorException("checks.unknownFile", $"'{asked.File}' is no file that checks are read from", "Say CHECKS or app.json."),
        };
        var isValid = problems.All(problem => problem.IsWarning);
        return new ChecksValidation(isValid, isValid ? CheckViews.ViewOf(plan) : null, [.. problems.Select(CheckViews.ViewOf)]);
    }

    /// <summary>Tries an app's checks once at what serves.</summary>
    internal static async Task<ChecksReport> RunAsync(string app, RunChecks asked, ChecksTrial trial, CancellationToken cancellationToken)
    {
        var result = await trial.RunAsync(app, asked.Checks, cancellationToken);
        return new ChecksReport(
            app, result.Release, result.Container, result.IsPassed, CheckViews.ViewOf(result.Plan),
            [.. result.Attempts.SelectMany(attempt => attempt.Checks).Select(CheckViews.ViewOf)]);
    }

    /// <summary>Every attempt that a run's checks have made, and what it saw.</summary>
    internal static async Task<IReadOnlyList<CheckAttemptView>> ListAsync(long id, IRunStore runs, CancellationToken cancellationToken)
    {
        await RunEndpoints.RequireAsync(runs, id, cancellationToken);
        return CheckViews.AttemptsIn(await runs.ReadJournalAsync(id, 0, cancellationToken));
    }
}
