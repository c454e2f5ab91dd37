namespace PipelineDeploy.Deploys.Webhooks.Statuses;

/// <summary>What of a run a host is told.</summary>
public enum StatusKind
{
    /// <summary>What became of the commit.</summary>
    Commit,

    /// <summary>The deployment, on hosts that keep such.</summary>
    Deployment,
}

/// <summary>What a host is told of a run now.</summary>
interface IToldStatus
{
    /// <summary>The word that is kept of it, e.g. <c>pending</c>.</summary>
    string Word { get; }

    /// <summary>Whether nothing comes after it.</summary>
    bool IsFinal { get; }
}

/// <summary>What each host can be told.</summary>
static class StatusKinds
{
    /// <summary>What a host can be told; nothing when it has no API for that.</summary>
    /// <remarks>Gitea and Forgejo keep no deployments.</remarks>
    public static IReadOnlyList<StatusKind> Of(WebhookHost host) => host switch
    {
        WebhookHost.Github or WebhookHost.Gitlab => [StatusKind.Commit, StatusKind.Deployment],
        WebhookHost.Gitea => [StatusKind.Commit],
        _ => [],
    };
}
