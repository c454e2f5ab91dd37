using System.Text.Json;

namespace PipelineDeploy.Contracts;

/// <summary>Something that was changed, or that somebody was not allowed to change.</summary>
/// <param name="Id">Its number; it rises.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who: a user, a machine's token, or what else a door knows.</param>
/// <param name="Token">Name of the token that was used; null for none.</param>
/// <param name="Address">From where.</param>
/// <param name="What">The request: method and path.</param>
/// <param name="App">The app it belongs to; null for none.</param>
/// <param name="Run">The run it belongs to; null for none.</param>
/// <param name="Outcome"><c>done</c>, <c>refused</c> for lack of rights, or <c>failed</c>.</param>
/// <param name="Status">The answer's HTTP status.</param>
/// <param name="Details">More of it, e.g. <c>{"waitToRetire": {"before": "60s", "after": "10s"}}</c>; never a secret.</param>
public sealed record AuditEntryView(
    long Id, DateTimeOffset At, string Actor, string? Token, string? Address, string What, string? App, long? Run, string Outcome, int Status, JsonElement? Details);

/// <summary>A page of the audit, newest first.</summary>
/// <param name="Items">Its entries.</param>
/// <param name="Next">The <c>before</c> of the next page, or null.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntryView> Items, long? Next);
