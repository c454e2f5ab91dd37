using System.Security.Claims;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Apps;
using PipelineDeploy.Postgres.Runs;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.OpenApi;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Server.Runs;

/// <summary>What has happened in runs, and what they were started with.</summary>
static class RunHistoryEndpoints
{
    const int LongestPage = 10_000;
    const int MostOfAnApp = 50;

    public static void MapRunHistory(this WebApplication app)
    {
        var runs = app.MapGroup("/api/v1/runs");
        runs.MapGet("/recent", ListRecentAsync).RequireAuthorization(SignIn.SignedIn).Operation("listRecentRuns");
        runs.MapGet("/{id:long}/journal", ReadJournalAsync).RequireAuthorization(SignIn.Viewers).Operation("getRunJournal");
        runs.MapGet("/{id:long}/definition", ShowDefinitionAsync).RequireAuthorization(SignIn.Viewers).Operation("getRunDefinition");
        runs.MapGet("/{id:long}/traffic", ShowTrafficAsync).RequireAuthorization(SignIn.Viewers).Operation("getRunTraffic");
    }

    /// <summary>The newest runs of every app that you may see, in a word each.</summary>
    internal static async Task<IReadOnlyList<RecentRunsView>> ListRecentAsync(
        int? limit, ClaimsPrincipal user, IAppStore apps, RecentRunReader reader, CancellationToken cancellationToken)
    {
        var visible = (await apps.ListAsync(cancellationToken)).Select(app => app.Name).Where(user.Rights().See).ToList();
        var recent = await reader.ReadAsync(visible, Math.Clamp(limit ?? 20, 1, MostOfAnApp), cancellationToken);
        return [.. visible.Select(app => new RecentRunsView(app, [.. recent[app].Select(run => new RunMark(run.Id, run.State, run.CreatedAt, run.FinishedAt))]))];
    }

    /// <summary>A page of what has happened in a run, in order.</summary>
    internal static async Task<JournalPage> ReadJournalAsync(long id, long? from, int? limit, IRunStore runs, CancellationToken cancellationToken)
    {
        await RunEndpoints.RequireAsync(runs, id, cancellationToken);
        var most = Math.Clamp(limit ?? 1000, 1, LongestPage);
        var entries = (await runs.ReadJournalAsync(id, Math.Max(from ?? 1, 1) - 1, cancellationToken)).Take(most).Select(JournalEntryViews.Of).ToList();
        return new JournalPage(entries, entries.Count == most ? entries[^1].Seq + 1 : null);
    }

    /// <summary>What a run was started with: its pipeline as it was then, and its inputs.</summary>
    internal static async Task<RunDefinitionView> ShowDefinitionAsync(long id, IRunStore runs, CancellationToken cancellationToken) =>
        await RunEndpoints.RequireAsync(runs, id, cancellationToken) is { Unreadable: null } run ? JournalEntryViews.Of(run) : throw new UserErrorException(UnreadableRunException.ErrorOf(id, "its pipeline or its inputs"));

    /// <summary>How a run moved its app's traffic, how many requests failed meanwhile, and what was seen of green.</summary>
    internal static async Task<RunTrafficView> ShowTrafficAsync(long id, IRunStore runs, CancellationToken cancellationToken)
    {
        await RunEndpoints.RequireAsync(runs, id, cancellationToken);
        return TrafficViews.Of(await runs.ReadJournalAsync(id, 0, cancellationToken));
    }
}
