using System.Diagnostics;
using OpenTelemetry;
using PipelineDeploy.Deploys.Webhooks;

namespace PipelineDeploy.Server.Telemetry;

/// <summary>Says in the spans of runs and their steps where people see them; nothing as long as nobody has said where this server is reached.</summary>
sealed class RunAddresses(ServerAddress address) : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (data.GetTagItem("cicd.pipeline.run.id") is string run && address.Of($"/runs/{run}") is { } url)
        {
            data.SetTag("cicd.pipeline.run.url.full", url);
            if (data.GetTagItem("cicd.pipeline.task.name") is not null)
            {
                data.SetTag("cicd.pipeline.task.run.url.full", $"{url}#steps");
            }
        }
    }
}
