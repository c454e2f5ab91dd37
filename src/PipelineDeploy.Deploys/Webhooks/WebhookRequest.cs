namespace PipelineDeploy.Deploys.Webhooks;

/// <summary>A request as it came in.</summary>
/// <param name="Headers">Its headers; names without regard to case.</param>
/// <param name="Body">Its body, byte by byte.</param>
public sealed record WebhookRequest(IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    static readonly string[] Kept =
    [
        "Content-Type", "User-Agent", "X-GitHub-Event", "X-GitHub-Delivery", "X-GitHub-Hook-ID", "X-Gitea-Event", "X-Gitea-Delivery", "X-Forgejo-Event", "X-Forgejo-Delivery",
        "X-Gitlab-Event", "X-Gitlab-Event-UUID", "X-Gitlab-Instance", "Idempotency-Key", "X-Event-Key", "X-Request-UUID", "X-Attempt-Number", "webhook-id", "webhook-timestamp",
    ];

    const int LongestKept = 300;

    /// <summary>A header; null when it is not there, or twice.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The headers that are kept with a delivery: by name, so that no secret is ever among them.</summary>
    public IReadOnlyDictionary<string, string> Kinds() => Kept.Where(Headers.ContainsKey)
        .ToDictionary(name => name, name => new string([.. Headers[name].Where(sign => !char.IsControl(sign)).Take(LongestKept)]));
}
