namespace PipelineDeploy.Contracts;

/// <summary>Webhooks of git hosts.</summary>
public sealed partial class PipelineDeployClient
{
    /// <summary>An app's webhooks.</summary>
    public Task<IReadOnlyList<WebhookView>> ListWebhooksAsync(string app, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, $"apps/{Part(app)}/webhooks", WireJson.Default.IReadOnlyListWebhookView, body: null, cancellationToken);

    /// <summary>One of them.</summary>
    public Task<WebhookView> GetWebhookAsync(string app, string hook, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, $"apps/{Part(app)}/webhooks/{Part(hook)}", WireJson.Default.WebhookView, body: null, cancellationToken);

    /// <summary>Makes one; its secret is in this answer and in no other.</summary>
    public Task<WebhookView> CreateWebhookAsync(string app, CreateWebhook webhook, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Post, $"apps/{Part(app)}/webhooks", WireJson.Default.WebhookView, Body(webhook, WireJson.Default.CreateWebhook), cancellationToken);

    /// <summary>Changes one.</summary>
    public Task<WebhookView> ChangeWebhookAsync(string app, string hook, ChangeWebhook change, CancellationToken cancellationToken = default) =>
        transport.AskAsync(
            HttpMethod.Patch, $"apps/{Part(app)}/webhooks/{Part(hook)}", WireJson.Default.WebhookView, Body(change, WireJson.Default.ChangeWebhook), cancellationToken);

    /// <summary>Removes one with its deliveries and answers what it was; the runs they started go on.</summary>
    public Task<WebhookView> DeleteWebhookAsync(string app, string hook, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Delete, $"apps/{Part(app)}/webhooks/{Part(hook)}", WireJson.Default.WebhookView, body: null, cancellationToken);

    /// <summary>Tries, without deploying anything, whether a push would deploy.</summary>
    public Task<DeliveryView> TestWebhookAsync(string app, string hook, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Post, $"apps/{Part(app)}/webhooks/{Part(hook)}/test", WireJson.Default.DeliveryView, body: null, cancellationToken);

    /// <summary>What came to a webhook, newest first.</summary>
    /// <param name="app">The app.</param>
    /// <param name="hook">The webhook.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="before">The page before's <see cref="DeliveryPage.Next"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<DeliveryPage> ListDeliveriesAsync(string app, string hook, int limit = 20, long? before = null, CancellationToken cancellationToken = default) =>
        transport.AskAsync(
            HttpMethod.Get, $"apps/{Part(app)}/webhooks/{Part(hook)}/deliveries?limit={limit}{(before is null ? "" : $"&before={before}")}", WireJson.Default.DeliveryPage, body: null, cancellationToken);

    /// <summary>One delivery.</summary>
    public Task<DeliveryView> GetDeliveryAsync(string app, string hook, long delivery, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, $"apps/{Part(app)}/webhooks/{Part(hook)}/deliveries/{delivery}", WireJson.Default.DeliveryView, body: null, cancellationToken);

    /// <summary>Takes a delivery once more, as the webhook is now.</summary>
    public Task<DeliveryView> RedeliverAsync(string app, string hook, long delivery, CancellationToken cancellationToken = default) =>
        transport.AskAsync(
            HttpMethod.Post, $"apps/{Part(app)}/webhooks/{Part(hook)}/deliveries/{delivery}/redeliver", WireJson.Default.DeliveryView, body: null, cancellationToken);
}
