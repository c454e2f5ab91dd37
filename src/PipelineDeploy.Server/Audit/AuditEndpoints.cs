using System.Text.Json;
using PipelineDeploy.Contracts;
using PipelineDeploy.Postgres.Audit;
using PipelineDeploy.Server.Apps;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.OpenApi;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Audit;

/// <summary>Who changed what.</summary>
static class AuditEndpoints
{
    const int LongestPage = 1000;
    static readonly string[] Outcomes = ["done", "refused", "failed"];

    public static IServiceCollection AddAudit(this IServiceCollection services) => services.AddScoped<AuditNotes>();

    public static void MapAudit(this WebApplication app)
    {
        app.MapGet("/api/v1/audit", ListAsync).RequireAuthorization(SignIn.Administrators)
            .Operation("listAudit", "audit.badOutcome");
        app.MapApp("/audit").MapGet("/", ListOfAppAsync).RequireAuthorization(SignIn.Administrators)
            .Operation("listAppAudit", "audit.badOutcome");
    }

    /// <summary>Who changed what, newest first.</summary>
    internal static async Task<AuditPage> ListAsync(
        string? app, string? actor, string? outcome, long? before, int? limit, AuditStore store, CancellationToken cancellationToken)
    {
        var query = new AuditQuery(Text(app, "app"), Text(actor, "actor"), OutcomeOf(outcome), before, Math.Clamp(limit ?? 100, 1, LongestPage));
        var entries = await store.ListAsync(query, cancellationToken);
        return new AuditPage([.. entries.Select(ViewOf)], entries.Count == query.Limit ? entries[^1].Id : null);
    }

    /// <summary>Who changed what of an app, newest first.</summary>
    internal static Task<AuditPage> ListOfAppAsync(
        string app, string? actor, string? outcome, long? before, int? limit, AuditStore store, CancellationToken cancellationToken) =>
        ListAsync(app, actor, outcome, before, limit, store, cancellationToken);

    static string? OutcomeOf(string? outcome) => outcome is null || Outcomes.Contains(outcome)
        ? outcome
        : throw new UserErrorException("audit.badOutcome", $"'{outcome}' is no outcome", $"Outcomes are {string.Join(", ", Outcomes)}.");

    // PostgreSQL knows no NUL.
    static string? Text(string? text, string name) => text?.Contains('\0', StringComparison.Ordinal) == true
        ? throw new UserErrorException("request.badParameter", $"'{name}' has a character in it that no name has")
        : text;

    static AuditEntryView ViewOf(AuditEntry entry) => new(
        entry.Id, entry.At, entry.Actor, entry.Token, entry.Address, entry.What, entry.App, entry.Run, entry.Outcome, entry.Status,
        entry.Details is { } details ? JsonElement.Parse(details) : null);
}
