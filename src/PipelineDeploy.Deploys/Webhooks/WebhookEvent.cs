using PipelineDeploy.Deploys.Sources.Git;

namespace PipelineDeploy.Deploys.Webhooks;

/// <summary>What a webhook tells of.</summary>
public enum WebhookEventKind
{
    /// <summary>A branch or a tag has a new commit.</summary>
    Push,

    /// <summary>A branch or a tag is gone.</summary>
    Deletion,

    /// <summary>A release was published.</summary>
    Release,

    /// <summary>The host tries whether anybody listens.</summary>
    Ping,

    /// <summary>Something that deploys nothing.</summary>
    Other,
}

/// <summary>What the body of a webhook says, whoever sent it. It is what the sender says, and none of it is believed but to decide whether to look.</summary>
/// <param name="Kind">What it tells of.</param>
/// <param name="Name">What the host calls it, e.g. <c>push</c>.</param>
/// <param name="Ref">The full ref, e.g. <c>refs/heads/main</c>; null without one.</param>
/// <param name="Commit">The commit that the ref has now; null when it is not said.</param>
/// <param name="Repositories">Names and addresses of the repository.</param>
/// <param name="IsFork">Whether that repository is a fork.</param>
/// <param name="Paths">The files that have changed; null when that is not, or not wholly, known.</param>
/// <param name="Sender">Who pushed; null when it is not said.</param>
public sealed record WebhookEvent(
    WebhookEventKind Kind, string Name, string? Ref, string? Commit, IReadOnlyList<string> Repositories, bool IsFork, IReadOnlyList<string>? Paths, string? Sender)
{
    /// <summary>The branch; null when it is about none.</summary>
    public string? Branch => GitRef.BranchOf(Ref);

    /// <summary>The tag; null when it is about none.</summary>
    public string? Tag => GitRef.TagOf(Ref);

    /// <summary>An event about nothing that could be deployed.</summary>
    public static WebhookEvent About(WebhookEventKind kind, string name, IReadOnlyList<string>? repositories = null) => new(kind, name, null, null, repositories ?? [], false, null, null);
}
