using PipelineDeploy.Deploys.Webhooks;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Postgres.Webhooks;

/// <summary>A row of <c>deliveries</c> as the driver of the database hands it over.</summary>
sealed record DeliveryRow
{
    /// <summary>The columns that make one.</summary>
    public const string Columns =
        """
        d.id as "Id", d.hook_id as "HookId", d.key as "Key", d.event as "Event", d.headers as "Headers", d.verdict as "Verdict", d.reason as "Reason", d.run_id as "RunId",
        d.received_at as "ReceivedAt", d.settled_at as "SettledAt", d.tries as "Tries", d.repeats as "Repeats"
        """;

    /// <summary>Those of what its host was told.</summary>
    public const string StatusColumns = """coalesce(s.delivery_id, t.delivery_id) is not null as "HasStatus", s.told as "Told", s.error as "Error", t.told as "Deployment", t.error as "DeploymentError" """;

    /// <summary>Where they come from.</summary>
    public const string StatusJoins =
        """
        left join commit_statuses s on s.delivery_id = d.id and s.kind = 'commit'
        left join commit_statuses t on t.delivery_id = d.id and t.kind = 'deployment'
        """;

    public required long Id { get; init; }

    public required string HookId { get; init; }

    public required string Key { get; init; }

    public required string Event { get; init; }

    public required string Headers { get; init; }

    public required string Verdict { get; init; }

    public required string Reason { get; init; }

    public long? RunId { get; init; }

    public required DateTime ReceivedAt { get; init; }

    public DateTime? SettledAt { get; init; }

    public required int Tries { get; init; }

    public required int Repeats { get; init; }

    public bool HasStatus { get; init; }

    public string? Told { get; init; }

    public string? Error { get; init; }

    public string? Deployment { get; init; }

    public string? DeploymentError { get; init; }

    // One damaged row must not keep the others of its app from being worked on or shown.
    public Delivery ToDelivery()
    {
        var told = Json.TryRead<WebhookEvent>(Event) is { Name: not null, Repositories: not null } read ? read : null;
        var headers = Json.TryRead<Dictionary<string, string>>(Headers);
        return new Delivery(
            Id, HookId, Key, told ?? new WebhookEvent(WebhookEventKind.Other, "unreadable", null, null, [], IsFork: false, null, null), headers ?? [],
            new WebhookVerdict(Verdict, Reason), RunId, ReceivedAt, SettledAt, Tries, Repeats)
        {
            Unreadable = told is not null ? null : new UserError(
                "webhook.unreadable", $"Delivery {Id} of webhook {HookId} cannot be read: 'event' of its row in 'deliveries' cannot be what PipelineDeploy has written",
                "Let the host send it again."),
        };
    }

    public (Delivery Delivery, ToldStatus? Status) WithStatus() => (ToDelivery(), HasStatus ? new ToldStatus(Told, Error, Deployment, DeploymentError) : null);
}
