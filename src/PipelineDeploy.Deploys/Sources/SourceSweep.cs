using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Deploys.Sources;

/// <summary>Removes uploads and unpacked sources that no run needs any more: at start and every hour.</summary>
/// <remarks>Every server clears its own disk, so this is no chore that one of them does for all.</remarks>
public sealed partial class SourceSweep(DataFolder data, ILiveRuns runs, TimeProvider time, ILogger<SourceSweep> logger) : BackgroundService
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
        foreach (var path in SourceLeftovers.Choose(paths, await runs.ReadAsync(cancellationToken), time.GetUtcNow()))
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

    static IEnumerable<(string Path, DateTimeOffset WrittenAt)> EntriesOf(string folder) => Directory.Exists(folder)
        ? new DirectoryInfo(folder).EnumerateFileSystemInfos().Select(entry => (entry.FullName, new DateTimeOffset(entry.LastWriteTimeUtc)))
        : [];

    [LoggerMessage(EventId = 330, Level = LogLevel.Warning, Message = "Old sources cannot be removed right now; it is tried again")]
    partial void CannotClear(Exception e);
}
