using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Workflows.Driving;

/// <summary>
/// The heartbeat of this process: renews the leases of all runs that it drives. The lease lives on the store's clock and tells others
/// that the driver lives; the driver itself counts on its own clock and stops well before others may think that it is gone.
/// </summary>
public sealed partial class Leases(IRunStore store, ActiveRuns active, TimeProvider time, ILogger<Leases> logger) : BackgroundService
{
    /// <summary>How long a claim, a commit or a renewal keeps a run for its driver.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(15);

    /// <summary>The pause between two renewals.</summary>
    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(4);

    /// <summary>How long a driver goes on after it sent the last renewal that was answered.</summary>
    public static readonly TimeSpan TrustedFor = TimeSpan.FromSeconds(11);

    // Two more tries fit before the driver has to stop.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(RenewEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            while (!await IsRenewedAsync(stoppingToken))
            {
                stoppingToken.ThrowIfCancellationRequested();
            }
        }
    }

    async Task<bool> IsRenewedAsync(CancellationToken stoppingToken)
    {
        using var timeout = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, timeout.Token);
        try
        {
            await RenewAsync(either.Token);
            return true;
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            RenewalFailed(e);
            // A refusal comes at once, and the next one would too.
            await Task.Delay(TimeSpan.FromMilliseconds(500), time, stoppingToken);
            return false;
        }
    }

    /// <summary>Renews once and lets drivers know what came of it.</summary>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        var driven = active.All.ToDictionary(activity => activity.Term);
        if (driven.Count == 0)
        {
            return;
        }

        var sentAt = time.GetTimestamp();
        foreach (var answer in await store.RenewAsync([.. driven.Keys], cancellationToken))
        {
            driven[answer.Term].Hear(answer, sentAt);
        }
    }

    [LoggerMessage(EventId = 120, Level = LogLevel.Warning, Message = "The leases of the runs driven here could not be renewed; it is tried again")]
    partial void RenewalFailed(Exception e);
}
