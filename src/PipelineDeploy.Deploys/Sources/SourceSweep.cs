using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Deploys.Sources;

/// <summary>Removes uploads and unpacked sources that no run needs any more: at start and every hour.</summary>
/// <remarks>Every server clears its own disk, so this is no chore that one of them does for all.</remarks>
public sealed partial class SourceSweep(
    DataFolder data, ILiveRuns runs, IRouteStore routes, IReleaseStore releases, TimeProvider time, ILogger<SourceSweep> logger) : BackgroundService
{
    static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                await RemoveOldAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                CannotClear(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    async Task RemoveOldAsync(CancellationToken cancellationToken)
    {
        // Looked at before the runs: what is written from now on is young.
        var paths = EntriesOf(data.Sources).Concat(EntriesOf(data.Work)).ToList();
        var live = await runs.ReadAsync(cancellationToken);
        var needed = live with { Runs = [.. live.Runs, .. await ServingAsync(cancellationToken)] };
        foreach (var path in SourceLeftovers.Choose(paths, needed, time.GetUtcNow()))
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
            else
            {
                File.Delete(path);
            }
        }
    }

    // What serves may be deployed again.
    async Task<IReadOnlyList<LiveRun>> ServingAsync(CancellationToken cancellationToken)
    {
        List<LiveRun> serving = [];
        foreach (var (app, target) in (await routes.ReadAllAsync(cancellationToken)).SelectMany(route => route.Whole().Serving, (route, target) => (route.App, target)))
        {
            if (await releases.FindAsync(app, target.Release, cancellationToken) is { Source: { } source })
            {
                serving.Add(new LiveRun(target.RunId, app, new JsonObject { ["source"] = source }));
            }
        }

        return serving;
    }

    static IEnumerable<(string Path, DateTimeOffset WrittenAt)> EntriesOf(string folder) => Directory.Exists(folder)
        ? new DirectoryInfo(folder).EnumerateFileSystemInfos().Select(entry => (entry.FullName, new DateTimeOffset(entry.LastWriteTimeUtc)))
        : [];

    [LoggerMessage(EventId = 330, Level = LogLevel.Warning, Message = "Old sources cannot be removed right now; it is tried again")]
    partial void CannotClear(Exception e);
}
