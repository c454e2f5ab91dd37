using System.Security.Cryptography;

namespace PipelineDeploy.Deploys.Webhooks;

/// <summary>What a delivery is known by, so that the same one is never worked twice.</summary>
static class DeliveryKeys
{
    const int Longest = 200;

    /// <summary>The names of a delivery; it is a repeat when any of them is known already.</summary>
    public static IReadOnlyList<string> Of(WebhookHost host, WebhookRequest request)
    {
        var id = IdOf(host, request) is { Length: > 0 and <= Longest } given ? $"id:{given}" : null;
        // Where the id is not signed, who has caught one request could send its body again under another id. GitLab's token is no signature:
        // who has caught that can write any body, and its bodies may rightly be the same twice.
        var body = host is WebhookHost.Github or WebhookHost.Gitea or WebhookHost.Bitbucket || id is null ? $"body:{Convert.ToHexStringLower(SHA256.HashData(request.Body))}" : null;
        return [.. new[] { id, body }.OfType<string>()];
    }

    static string? IdOf(WebhookHost host, WebhookRequest request) => host switch
    {
        WebhookHost.Github => request.Header("X-GitHub-Delivery"),
        WebhookHost.Gitea => request.Header("X-Forgejo-Delivery") ?? request.Header("X-Gitea-Delivery"),
        WebhookHost.Gitlab => request.Header("webhook-id") ?? request.Header("Idempotency-Key") ?? request.Header("X-Gitlab-Event-UUID"),
        WebhookHost.Bitbucket => request.Header("X-Request-UUID"),
        _ => request.Header("webhook-id"),
    };
}
