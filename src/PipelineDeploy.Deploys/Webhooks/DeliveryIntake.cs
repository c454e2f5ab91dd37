using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Webhooks;

/// <summary>What an intake answers.</summary>
/// <param name="Webhook">The webhook.</param>
/// <param name="Delivery">The delivery as it is kept.</param>
/// <param name="IsRepeat">Whether it had come before.</param>
public sealed record TakenDelivery(Webhook Webhook, Delivery Delivery, bool IsRepeat);

/// <summary>Takes what comes to a webhook's address: proven first, then read, judged and kept. What it has answered is never lost.</summary>
public sealed class DeliveryIntake(IWebhookStore hooks, IDeliveryStore deliveries, AppWebhooks webhooks, TimeProvider time)
{
    /// <summary>Takes a request.</summary>
    /// <param name="kept">The webhook at whose address it came.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UserErrorException"><c>webhook.unproven</c> or <c>webhook.badBody</c>.</exception>
    public async Task<TakenDelivery> TakeAsync(KeptWebhook kept, WebhookRequest request, CancellationToken cancellationToken)
    {
        var webhook = kept.Webhook;
        if (WebhookProof.WhyNot(webhook.Host, request, webhooks.OpenSecret(kept), time.GetUtcNow()) is { } why)
        {
            await hooks.NoteRefusalAsync(webhook.Id, why, time.GetUtcNow(), cancellationToken);
            throw new UserErrorException("webhook.unproven", why, "The secret at the host must be the one of this webhook.");
        }

        var events = await ReadAsync(webhook, request, cancellationToken);
        var keys = DeliveryKeys.Of(webhook.Host, request);
        var (happened, verdict) = await JudgeAsync(webhook, events, cancellationToken);
        var delivery = Delivery.New(webhook.Id, keys[0][(keys[0].IndexOf(':', StringComparison.Ordinal) + 1)..], happened, request.Kinds(), verdict, time.GetUtcNow());
        var (known, isRepeat) = await deliveries.TakeAsync(webhook.App, delivery, keys, cancellationToken);
        return new TakenDelivery(webhook, known, isRepeat);
    }

    /// <summary>Takes a delivery that has come before once more, judged by the webhook as it is now.</summary>
    /// <param name="kept">The webhook.</param>
    /// <param name="earlier">The delivery.</param>
    /// <param name="key">Makes repeated requests one delivery.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<Delivery> AgainAsync(KeptWebhook kept, Delivery earlier, string key, CancellationToken cancellationToken)
    {
        var (happened, verdict) = await JudgeAsync(kept.Webhook, [earlier.Event], cancellationToken);
        var delivery = Delivery.New(kept.Webhook.Id, key, happened, earlier.Headers, verdict, time.GetUtcNow());
        return (await deliveries.TakeAsync(kept.Webhook.App, delivery, [key], cancellationToken)).Delivery;
    }

    async Task<IReadOnlyList<WebhookEvent>> ReadAsync(Webhook webhook, WebhookRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return WebhookPayload.Read(webhook.Host, request);
        }
        catch (UserErrorException e)
        {
            await hooks.NoteRefusalAsync(webhook.Id, e.Error.Message, time.GetUtcNow(), cancellationToken);
            throw;
        }
    }

    // Of several, the first that is to deploy; one delivery makes one run.
    async Task<(WebhookEvent Event, WebhookVerdict Verdict)> JudgeAsync(Webhook webhook, IReadOnlyList<WebhookEvent> events, CancellationToken cancellationToken)
    {
        var (repository, branches) = await webhooks.ScopeAsync(webhook, cancellationToken);
        var judged = events.Select(happened => (Event: happened, Verdict: WebhookRules.Decide(webhook, repository, branches, happened))).ToList();
        return judged.FirstOrDefault(one => one.Verdict.IsAccepted, judged[0]);
    }
}
