using Microsoft.Extensions.Hosting;
using PipelineDeploy.Deploys.Webhooks;
using Quartz;

namespace PipelineDeploy.Postgres.Webhooks;

/// <summary>Quartz's hand on the deliveries of an app: never two of an app at once, and done again on another node when this one dies.</summary>
[DisallowConcurrentExecution]
public sealed class DeliveryJob(DeliveryWork work, IHostApplicationLifetime lifetime) : IJob
{
    /// <inheritdoc />
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        try
        {
            await work.WorkAsync(context.JobDetail.Key.Name, either.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The delivery is not settled; the sweep of the next server wakes it.
        }
    }
}
