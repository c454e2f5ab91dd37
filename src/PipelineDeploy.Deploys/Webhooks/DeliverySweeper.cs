using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PipelineDeploy.Deploys.Webhooks;

/// <summary>The net under the wake-ups: at start and every 5 seconds it wakes the work of deliveries that nothing else would wake.</summary>
public sealed partial class DeliverySweeper(IDeliveryStore deliveries, TimeProvider time, ILogger<DeliverySweeper> logger) : BackgroundService
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
                await deliveries.RearmAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                SweepFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 341, Level = LogLevel.Warning, Message = "The sweep for deliveries without a wake-up failed; it is tried again")]
    partial void SweepFailed(Exception e);
}
