using PipelineDeploy.Deploys.Webhooks;

namespace PipelineDeploy.Postgres.Webhooks;

/// <summary>A row of <c>hooks</c> as the driver of the database hands it over.</summary>
sealed record WebhookRow
{
    /// <summary>The columns that make one.</summary>
    public const string Columns =
        """
        h.id as "Id", h.app as "App", h.host as "Host", h.secret as "Secret", h.repository as "Repository", h.branches as "Branches", h.tags as "Tags", h.paths as "Paths",
        h.releases as "Releases", h.is_enabled as "IsEnabled", h.status_token as "StatusToken", h.created_by as "CreatedBy", h.created_at as "CreatedAt",
        h.refused as "Refused", h.refused_at as "RefusedAt", h.refused_reason as "RefusedReason"
        """;

    public required string Id { get; init; }

    public required string App { get; init; }

    public required string Host { get; init; }

    public required string Secret { get; init; }

    public string? Repository { get; init; }

    public required string[] Branches { get; init; }

    public required string[] Tags { get; init; }

    public required string[] Paths { get; init; }

    public required bool Releases { get; init; }

    public required bool IsEnabled { get; init; }

    public string? StatusToken { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required long Refused { get; init; }

    public DateTime? RefusedAt { get; init; }

    public string? RefusedReason { get; init; }

    public KeptWebhook ToKept() => new(
        new Webhook(Id, App, WebhookHosts.Parse(Host), new WebhookFilter(Repository, Branches, Tags, Paths, Releases), IsEnabled, CreatedBy, CreatedAt),
        Secret, StatusToken, new WebhookRefusals(Refused, RefusedAt, RefusedReason));
}
