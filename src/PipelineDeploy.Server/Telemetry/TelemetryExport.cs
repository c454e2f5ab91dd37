using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using PipelineDeploy.Deploys.Webhooks;
using PipelineDeploy.Server.Health;
using PipelineDeploy.Workflows.Driving;

namespace PipelineDeploy.Server.Telemetry;

/// <summary>Sends traces and metrics to the collector while the server runs, and the last of them when it stops.</summary>
sealed class TelemetryExport(TelemetryOptions options, ServerAddress address) : IHostedService, IDisposable
{
    readonly List<IDisposable> _providers = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _providers.Add(Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(TelemetryServices.Resource())
            .AddSource(RunTelemetry.Name, "Microsoft.AspNetCore")
            .AddProcessor(new QuietDoors())
            .AddProcessor(new RunAddresses(address))
            .AddOtlpExporter(exporter => options.Aim(exporter, "traces"))
            .Build());
        _providers.Add(Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(TelemetryServices.Resource())
            .AddMeter(RunTelemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddOtlpExporter(exporter => options.Aim(exporter, "metrics"))
            .Build());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _providers.ForEach(provider => provider.Dispose());
        _providers.Clear();
    }

    /// <summary>What is asked every few seconds tells nothing.</summary>
    sealed class QuietDoors : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            if (HealthEndpoints.Serves(data.GetTagItem("url.path") as string))
            {
                data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            }
        }
    }
}
