namespace PipelineDeploy.Server.Webhooks;

/// <summary>The doors of webhooks: where git hosts come in, and where people look after that.</summary>
static class WebhookDoors
{
    public static void AddWebhookDoors(this IServiceCollection services, ServerOptions options) =>
        services.AddSingleton(options.Address).AddSingleton<WebhookBodies>().AddSingleton<WebhookRate>().AddSingleton<WebhookViews>();

    public static void MapWebhooks(this WebApplication app)
    {
        app.MapReceiver();
        app.MapHooks();
        app.MapDeliveries();
    }
}
