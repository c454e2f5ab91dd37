using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Webhooks;
using PipelineDeploy.Server.Apps;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Idempotency;
using PipelineDeploy.Server.OpenApi;

namespace PipelineDeploy.Server.Webhooks;

/// <summary>What came to a webhook.</summary>
static class DeliveryEndpoints
{
    const int LongestPage = 200;

    public static void MapDeliveries(this WebApplication app)
    {
        var deliveries = app.MapApp("/webhooks/{hook}/deliveries");
        deliveries.MapGet("/", ListAsync).RequireAuthorization(SignIn.Viewers).Operation("listDeliveries");
        deliveries.MapGet("/{number:long}", ShowAsync).RequireAuthorization(SignIn.Viewers).Operation("getDelivery");
        deliveries.MapPost("/{number:long}/redeliver", RedeliverAsync).RequireAuthorization(SignIn.Deployers).Produces<DeliveryView>(202).WithMetadata(new KeepsOwnKeys())
            .Operation("redeliver");
    }

    /// <summary>What came to a webhook, newest first.</summary>
    internal static async Task<DeliveryPage> ListAsync(
        string app, string hook, int? limit, long? before, AppWebhooks hooks, IDeliveryStore deliveries, CancellationToken cancellationToken)
    {
        var kept = await hooks.RequireAsync(app, hook, cancellationToken);
        var count = Math.Clamp(limit ?? 20, 1, LongestPage);
        var items = (await deliveries.ListAsync(kept.Webhook.Id, before, count, cancellationToken)).Select(one => WebhookViews.Of(one.Delivery, one.Status)).ToList();
        return new DeliveryPage(items, items.Count == count ? items[^1].Id : null);
    }

    /// <summary>A delivery, and what became of it.</summary>
    internal static async Task<DeliveryView> ShowAsync(string app, string hook, long number, AppWebhooks hooks, IDeliveryStore deliveries, CancellationToken cancellationToken)
    {
        var (delivery, status) = await RequireAsync(await hooks.RequireAsync(app, hook, cancellationToken), number, deliveries, cancellationToken);
        return WebhookViews.Of(delivery, status);
    }

    /// <summary>Takes a delivery once more, as if it came now.</summary>
    internal static async Task<IResult> RedeliverAsync(
        string app, string hook, long number, HttpRequest request, AppWebhooks hooks, IDeliveryStore deliveries, DeliveryIntake intake, CancellationToken cancellationToken)
    {
        var kept = await hooks.RequireAsync(app, hook, cancellationToken);
        var (earlier, _) = await RequireAsync(kept, number, deliveries, cancellationToken);
        var delivery = await intake.AgainAsync(kept, earlier, WebhookEndpoints.KeyOf(request, app, $"redeliver:{number}"), cancellationToken);
        return Results.Accepted(WebhookViews.PathOf(kept.Webhook, delivery), WebhookViews.Of(delivery, null));
    }

    static async Task<(Delivery Delivery, ToldStatus? Status)> RequireAsync(KeptWebhook kept, long number, IDeliveryStore deliveries, CancellationToken cancellationToken) =>
        await deliveries.FindAsync(number, cancellationToken) is { } found && found.Delivery.HookId == kept.Webhook.Id ? found : throw WebhookErrors.NoDelivery(number);
}
