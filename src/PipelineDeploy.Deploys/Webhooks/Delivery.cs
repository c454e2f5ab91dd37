using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Webhooks;

/// <summary>What came to a webhook, and what became of it.</summary>
/// <param name="Id">Its number; 0 before it is kept.</param>
/// <param name="HookId">The webhook.</param>
/// <param name="Key">What its sender calls it.</param>
/// <param name="Event">What it tells of.</param>
/// <param name="Headers">What of its headers is kept.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="Run">The run that it started or joined.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="SettledAt">Since when its verdict is final; null while its source is fetched.</param>
/// <param name="Tries">How often its work was begun and could not be done.</param>
/// <param name="Repeats">How often the same came again.</param>
public sealed record Delivery(
    long Id,
    string HookId,
    string Key,
    WebhookEvent Event,
    IReadOnlyDictionary<string, string> Headers,
    WebhookVerdict Verdict,
    long? Run,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? SettledAt,
    int Tries = 0,
    int Repeats = 0)
{
    /// <summary>Why what it tells cannot be read; null when it can.</summary>
    public UserError? Unreadable { get; init; }

    /// <summary>A delivery that has just come; one that is not accepted is settled with it.</summary>
    public static Delivery New(string hookId, string key, WebhookEvent happened, IReadOnlyDictionary<string, string> headers, WebhookVerdict verdict, DateTimeOffset now) =>
        new(0, hookId, key, happened, headers, verdict, null, now, verdict.IsAccepted ? null : now);
}

/// <summary>What the host of the repository knows of a delivery's run.</summary>
/// <param name="Told">The last word it was told; null for none yet.</param>
/// <param name="Error">Why it could not be told.</param>
/// <param name="Deployment">The last word it was told of the deployment; null for none yet.</param>
/// <param name="DeploymentError">Why it could not be told of that.</param>
public sealed record ToldStatus(string? Told, string? Error, string? Deployment = null, string? DeploymentError = null);
