using PipelineDeploy.Deploys.Sources.Git;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Webhooks;

/// <summary>Tries, without deploying anything, whether a push to the app's branch would.</summary>
public sealed class WebhookTest(IDeliveryStore deliveries, AppWebhooks webhooks, GitSources git, TimeProvider time)
{
    /// <summary>Fetches what a push would deploy and keeps what came of that as a delivery.</summary>
    /// <param name="kept">The webhook.</param>
    /// <param name="key">Makes repeated requests one delivery.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<Delivery> RunAsync(KeptWebhook kept, string key, CancellationToken cancellationToken)
    {
        var webhook = kept.Webhook;
        var (repository, branches) = await webhooks.ScopeAsync(webhook, cancellationToken);
        var branch = (webhook.Filter.Branches.Count > 0 ? webhook.Filter.Branches : branches).FirstOrDefault(name => name.AsSpan().IndexOfAny('*', '?') < 0);
        var happened = WebhookEvent.About(WebhookEventKind.Push, "test", repository is null ? [] : [repository]) with { Ref = branch is null ? null : GitRef.OfBranch(branch) };
        var verdict = branch is null
            ? new WebhookVerdict(WebhookVerdict.Branch, "All branches of this webhook are patterns; there is none to be tried.")
            : WebhookRules.Decide(webhook, repository, branches, happened);
        var tried = verdict.IsAccepted ? await FetchAsync(webhook.App, repository!, happened.Ref!, cancellationToken) : (verdict, null);
        var delivery = Delivery.New(webhook.Id, key, happened with { Commit = tried.Commit }, new Dictionary<string, string>(), tried.Verdict, time.GetUtcNow());
        return (await deliveries.TakeAsync(webhook.App, delivery, [key], cancellationToken)).Delivery;
    }

    async Task<(WebhookVerdict Verdict, string? Commit)> FetchAsync(string app, string repository, string reference, CancellationToken cancellationToken)
    {
        try
        {
            var origin = (await git.FetchAsync(app, repository, reference, cancellationToken)).Git!;
            return (new WebhookVerdict(WebhookVerdict.Tested, $"A push to {reference} would deploy {repository}, now at {origin.Commit}."), origin.Commit);
        }
        catch (UserErrorException e)
        {
            return (new WebhookVerdict(WebhookVerdict.Failed, e.Error.InOneLine()), null);
        }
    }
}
