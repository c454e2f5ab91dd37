using Microsoft.Extensions.DependencyInjection;
using PipelineDeploy.Deploys.Webhooks;
using PipelineDeploy.Deploys.Webhooks.Statuses;

namespace PipelineDeploy.Postgres.Webhooks;

/// <summary>Registers the stores of webhooks.</summary>
static class WebhookStoreServices
{
    public static IServiceCollection AddWebhookStores(this IServiceCollection services) => services
        .AddSingleton<DeliveryWakeUps>()
        .AddSingleton<IWebhookStore, WebhookStore>()
        .AddSingleton<IDeliveryStore, DeliveryStore>()
        .AddSingleton<IStatusStore, StatusStore>();
}
