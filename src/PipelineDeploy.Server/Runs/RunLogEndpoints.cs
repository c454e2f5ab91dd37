using System.Globalization;
using System.Text;
using PipelineDeploy.Contracts;
using PipelineDeploy.Postgres.Logs;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.OpenApi;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Server.Runs;

/// <summary>What runs have written: by line, by step, by what a line contains, or all of it as a file.</summary>
static class RunLogEndpoints
{
    const int LongestPage = 10_000;
    const int LongestSearch = 200;

    public static void MapRunLog(this WebApplication app)
    {
        var log = app.MapGroup("/api/v1/runs/{id:long}/log").RequireAuthorization(SignIn.Viewers);
        log.MapGet("/", ReadAsync).Operation("getRunLog", "run.unknownStep", "log.longSearch");
        log.MapGet("/last", ReadLastAsync).Operation("getLastRunLog", "run.unknownStep");
        log.MapGet("/file", DownloadAsync).Produces<string>(200, "text/plain").Operation("downloadRunLog");
    }

    /// <summary>A page of a run's log: of all of it, of a step, or of the lines that contain something.</summary>
    internal static async Task<RunLogPage> ReadAsync(
        long id, string? step, string? q, long? from, int? limit, IRunStore runs, LogReader log, CancellationToken cancellationToken)
    {
        RequireSearchable(q);
        await RequireAsync(runs, id, step, cancellationToken);
        var most = Math.Clamp(limit ?? 1000, 1, LongestPage);
        // Counted first: what is told to be there can be read.
        var total = await log.CountAsync(id, cancellationToken);
        var lines = await log.ReadAsync(id, from ?? 1, most, step, cancellationToken, string.IsNullOrEmpty(q) ? null : q);
        return new RunLogPage([.. lines.Select(RunStream.LineOf)], lines.Count == most ? lines[^1].Number + 1 : null, total);
    }

    /// <summary>The last lines of a run's log.</summary>
    internal static async Task<RunLogPage> ReadLastAsync(long id, string? step, int? limit, IRunStore runs, LogReader log, CancellationToken cancellationToken)
    {
        await RequireAsync(runs, id, step, cancellationToken);
        var total = await log.CountAsync(id, cancellationToken);
        var lines = await log.ReadLastAsync(id, Math.Clamp(limit ?? 20, 1, LongestPage), cancellationToken, step);
        return new RunLogPage([.. lines.Select(RunStream.LineOf)], null, total);
    }

    /// <summary>The whole log of a run as a text.</summary>
    internal static async Task DownloadAsync(long id, IRunStore runs, LogReader log, HttpResponse response, CancellationToken cancellationToken)
    {
        await RunEndpoints.RequireAsync(runs, id, cancellationToken);
        response.ContentType = "text/plain; charset=utf-8";
        response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"run-{id}.log\"");
        for (long? from = 1; from is { } next;)
        {
            var lines = await log.ReadAsync(id, next, LongestPage, step: null, cancellationToken);
            var text = new StringBuilder();
            foreach (var stored in lines)
            {
                text.Append(CultureInfo.InvariantCulture, $"{stored.Line.At.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ} {stored.Line.Step} {stored.Line.Text}\n");
            }

            await response.WriteAsync(text.ToString(), cancellationToken);
            from = lines.Count == LongestPage ? lines[^1].Number + 1 : null;
        }
    }

    static async Task RequireAsync(IRunStore runs, long id, string? step, CancellationToken cancellationToken)
    {
        var run = await RunEndpoints.RequireAsync(runs, id, cancellationToken);
        if (step is not null)
        {
            await RequireStepAsync(runs, run, step, cancellationToken);
        }
    }

    static async Task RequireStepAsync(IRunStore runs, Run run, string step, CancellationToken cancellationToken)
    {
        var started = await runs.ReadStepsAsync(run.Id, cancellationToken);
        var steps = run.Definition.Steps.Select(known => known.Id).Union(started.Select(known => known.Id)).ToList();
        if (!steps.Contains(step))
        {
            throw new UserErrorException("run.unknownStep", $"Run {run.Id} has no step '{step}'", $"Its steps are {string.Join(", ", steps)}.");
        }
    }

    static void RequireSearchable(string? search)
    {
        if (search?.Length > LongestSearch)
        {
            throw new UserErrorException("log.longSearch", $"'q' has {search.Length} characters", $"Look for {LongestSearch} at most.");
        }
    }
}
