using Microsoft.Extensions.DependencyInjection;
using PipelineDeploy.Deploys.Webhooks.Statuses;
using PipelineDeploy.Workflows.Housekeeping;

namespace PipelineDeploy.Deploys.Webhooks;

/// <summary>Registers what webhooks need; their stores and <see cref="ServerAddress"/> come from outside.</summary>
static class WebhookServices
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services) => services
        .AddSingleton<AppWebhooks>()
        .AddSingleton<DeliveryIntake>()
        .AddSingleton<DeliveryWatch>()
        .AddSingleton<DeliveryWork>()
        .AddSingleton<WebhookTest>()
        .AddSingleton<DeploymentTalk>()
        .AddHostedService<DeliverySweeper>()
        .AddSingleton<IChore, CommitStatuses>();
}
