using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Workflows.Driving;

/// <summary>The net under the wake-ups: at start and every 5 seconds it wakes unfinished runs that nothing else would wake.</summary>
public sealed partial class RunSweeper(IRunStore store, TimeProvider time, ILogger<RunSweeper> logger) : BackgroundService
{
    static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                if (await store.RearmAsync(stoppingToken) is > 0 and var count)
                {
                    Rearmed(count);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                SweepFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 110, Level = LogLevel.Information, Message = "Woke {Count} run(s) that had lost their wake-up")]
    partial void Rearmed(int count);

    [LoggerMessage(EventId = 111, Level = LogLevel.Warning, Message = "The sweep for lost wake-ups failed; it is tried again")]
    partial void SweepFailed(Exception e);
}
