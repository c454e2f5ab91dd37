using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Webhooks;

/// <summary>Who sends a webhook: how it is proven and what its body says depend on it.</summary>
public enum WebhookHost
{
    /// <summary>GitHub, and GitHub Enterprise Server.</summary>
    Github,

    /// <summary>GitLab.</summary>
    Gitlab,

    /// <summary>Gitea and Forgejo.</summary>
    Gitea,

    /// <summary>Bitbucket Cloud.</summary>
    Bitbucket,

    /// <summary>Anybody who signs as Standard Webhooks describes it.</summary>
    Generic,
}

/// <summary>The words for hosts.</summary>
public static class WebhookHosts
{
    /// <summary>The word, e.g. <c>github</c>.</summary>
    public static string WordOf(WebhookHost host) => host.ToString().ToLowerInvariant();

    /// <summary>The host of that word; <c>forgejo</c> is <see cref="WebhookHost.Gitea"/>, whose webhooks it sends.</summary>
    /// <exception cref="UserErrorException"><c>webhook.badHost</c>.</exception>
    public static WebhookHost Parse(string text)
    {
        var word = text == "forgejo" ? "gitea" : text;
        var hosts = Enum.GetValues<WebhookHost>();
        return Array.Find(hosts, host => WordOf(host) == word) is var found && WordOf(found) == word
            ? found
            : throw new UserErrorException("webhook.badHost", $"host: '{text[..Math.Min(80, text.Length)]}' is no sender of webhooks that is known here", $"Use {string.Join(", ", hosts.Select(WordOf))} or forgejo.");
    }
}
