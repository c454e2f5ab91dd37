using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Webhooks;

namespace PipelineDeploy.Server.Webhooks;

/// <summary>Webhooks and deliveries as the API shows them.</summary>
sealed class WebhookViews(ServerAddress address)
{
    /// <summary>A webhook.</summary>
    /// <param name="kept">The webhook.</param>
    /// <param name="request">Who asks: without an address of its own the server is where they found it.</param>
    /// <param name="secret">Its secret, when it has just been made.</param>
    public WebhookView Of(KeptWebhook kept, HttpRequest request, string? secret = null)
    {
        var ((id, app, host, filter, isEnabled, createdBy, createdAt), refusals) = (kept.Webhook, kept.Refusals);
        return new WebhookView(
            id, app, WebhookHosts.WordOf(host), Absolute($"/hooks/{id}", request), filter.Repository, filter.Branches, filter.Tags, filter.Paths, filter.Releases,
            isEnabled, kept.TellsStatus, createdBy, createdAt, refusals.Count, refusals.LastAt, refusals.LastReason, secret);
    }

    /// <summary>A delivery.</summary>
    public static DeliveryView Of(Delivery delivery, ToldStatus? status) => new(
        delivery.Id, delivery.HookId, delivery.Key, delivery.Event.Name, delivery.Event.Ref, delivery.Event.Commit, delivery.Event.Sender, delivery.Verdict.Word, delivery.Verdict.Reason,
        delivery.Run, delivery.ReceivedAt, delivery.SettledAt, delivery.Repeats, delivery.Headers, status?.Told, status?.Error, status?.Deployment,
        status?.DeploymentError);

    /// <summary>What a git host is answered.</summary>
    public WebhookAnswer AnswerOf(TakenDelivery taken, HttpRequest request)
    {
        var delivery = taken.Delivery;
        return new WebhookAnswer(delivery.Id, delivery.Verdict.Word, delivery.Verdict.Reason, taken.IsRepeat, delivery.Run, Absolute(PathOf(taken.Webhook, delivery), request));
    }

    /// <summary>Where to see what becomes of a delivery; all that there are when it is one that is not kept any more.</summary>
    public static string PathOf(Webhook webhook, Delivery delivery)
    {
        var all = $"/api/v1/apps/{webhook.App}/webhooks/{webhook.Id}/deliveries";
        return delivery.Run is { } run ? $"/api/v1/runs/{run}" : delivery.Id == 0 ? all : $"{all}/{delivery.Id}";
    }

    string Absolute(string path, HttpRequest request) => address.Of(path) ?? $"{request.Scheme}://{request.Host}{path}";
}
