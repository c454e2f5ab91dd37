using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Webhooks;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.OpenApi;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Webhooks;

/// <summary>Where git hosts come in. They sign in to nothing: each request proves by itself that its sender knows the webhook's secret.</summary>
static class ReceiverEndpoint
{
    // Hosts give up after some seconds; most fetches are done in less than this, and then the answer names the run.
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(600);

    public static void MapReceiver(this WebApplication app) =>
        app.MapPost("/hooks/{hook}", ReceiveAsync).AllowAnonymous().Accepts<object>("application/json", "application/x-www-form-urlencoded")
            .Produces<WebhookAnswer>(200).Produces<WebhookAnswer>(202)
            // What comes in is kept as a delivery; the audit is for what people do.
            .WithMetadata(new ChangesNothing())
            .Operation("receiveWebhook", "webhook.unproven", "webhook.badBody", "webhook.tooLarge", "webhook.tooSlow", "webhook.tooMany");

    /// <summary>Takes what a git host tells, signed as that host does.</summary>
    internal static async Task<IResult> ReceiveAsync(
        string hook, HttpRequest request, IWebhookStore hooks, DeliveryIntake intake, DeliveryWatch watch, IDeliveryStore deliveries, WebhookBodies bodies, WebhookRate rate,
        WebhookViews views, CancellationToken cancellationToken)
    {
        // Before a byte of the body is read: who does not know the address gets no further.
        var kept = await hooks.FindAsync(hook, cancellationToken)
            ?? throw new UserErrorException("webhook.unknown", "There is no webhook at this address", "Copy the address as it was shown when the webhook was made.");
        rate.Count(hook, request.HttpContext.Response);
        var settled = watch.Expect(hook);
        var taken = await bodies.UseAsync(request, body => intake.TakeAsync(kept, new WebhookRequest(HeadersOf(request), body), cancellationToken), cancellationToken);
        if (taken.Delivery.SettledAt is null && await watch.WaitAsync(settled, Patience, cancellationToken))
        {
            taken = taken with { Delivery = (await deliveries.FindAsync(taken.Delivery.Id, cancellationToken))?.Delivery ?? taken.Delivery };
        }

        var answer = views.AnswerOf(taken, request);
        return taken.Delivery.SettledAt is null || taken.Delivery.Run is not null
            ? Results.Accepted(WebhookViews.PathOf(taken.Webhook, taken.Delivery), answer)
            : Results.Ok(answer);
    }

    // Of one that stands there twice nobody can say which is meant, so there is none.
    static Dictionary<string, string> HeadersOf(HttpRequest request) =>
        request.Headers.Where(header => header.Value.Count == 1).ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
}
