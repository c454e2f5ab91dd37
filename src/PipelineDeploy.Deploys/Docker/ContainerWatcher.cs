using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Deploys.Docker;

/// <summary>
/// Listens to the engine: a green that dies, or whose <c>HEALTHCHECK</c> has a verdict, wakes its run at once, so that no deploy waits out its timers;
/// a serving container that was restarted has another port.
/// </summary>
public sealed partial class ContainerWatcher(
    IContainerEngine engine, ContainerLabels labels, IRunStore runs, RouteReconciler reconciler, TimeProvider time, ILogger<ContainerWatcher> logger) : BackgroundService
{
    static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Whatever happened while nobody listened is found by looking.
                reconciler.LookNow();
                await foreach (var happened in engine.EventsAsync(labels.All(), stoppingToken))
                {
                    await HearAsync(happened, stoppingToken);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                Lost(e.Message);
            }

            await Task.Delay(RetryAfter, time, stoppingToken);
        }
    }

    async Task HearAsync(ContainerEvent happened, CancellationToken cancellationToken)
    {
        switch (happened.Action)
        {
            case "die" when RunOf(happened) is { } run:
                await runs.SignalAsync(run, new JournalEvent.RunPoked($"container {happened.ContainerId[..12]} ended"), cancellationToken);
                // One that serves is missed at once.
                reconciler.LookNow();
                break;
            case "start" or "destroy":
                reconciler.LookNow();
                break;
            // The rest of the action is the verdict: "health_status: healthy".
            case var action when action.StartsWith("health_status", StringComparison.Ordinal) && RunOf(happened) is { } run:
                await runs.SignalAsync(run, new JournalEvent.RunPoked($"container {happened.ContainerId[..12]} has a verdict of its HEALTHCHECK"), cancellationToken);
                break;
        }
    }

    static long? RunOf(ContainerEvent happened) =>
        long.TryParse(happened.Labels.GetValueOrDefault(ContainerLabels.Run), CultureInfo.InvariantCulture, out var run) ? run : null;

    [LoggerMessage(EventId = 310, Level = LogLevel.Warning, Message = "The engine's events cannot be heard: {Trouble}")]
    partial void Lost(string trouble);
}
