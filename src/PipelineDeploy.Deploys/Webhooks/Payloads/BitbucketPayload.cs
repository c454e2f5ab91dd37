using System.Text.Json;
using PipelineDeploy.Deploys.Sources.Git;

namespace PipelineDeploy.Deploys.Webhooks.Payloads;

/// <summary>What Bitbucket Cloud sends. One push may move several branches and tags.</summary>
/// <remarks>Bitbucket Cloud: "Event payloads". They name no files.</remarks>
static class BitbucketPayload
{
    /// <summary>Reads a body.</summary>
    /// <param name="name">The event, from its header.</param>
    /// <param name="body">The body.</param>
    public static IReadOnlyList<WebhookEvent> Read(string name, JsonElement body) => name switch
    {
        "diagnostics:ping" => [WebhookEvent.About(WebhookEventKind.Ping, name)],
        "repo:push" when body.List("push", "changes") is { Count: > 0 } changes => [.. changes.Select(change => Of(change, body))],
        _ => [Of(WebhookEventKind.Other, name, body)],
    };

    static WebhookEvent Of(JsonElement change, JsonElement body)
    {
        var (now, before) = (change.At("new"), change.At("old"));
        var isGone = now.ValueKind != JsonValueKind.Object;
        var named = isGone ? before : now;
        var name = named.Text("name") is { } text ? named.Text("type") == "tag" ? GitRef.OfTag(text) : GitRef.OfBranch(text) : null;
        return Of(isGone ? WebhookEventKind.Deletion : WebhookEventKind.Push, "repo:push", body) with
        {
            Ref = PayloadJson.AsRef(name),
            Commit = PayloadJson.AsCommit(now.Text("target", "hash")),
        };
    }

    static WebhookEvent Of(WebhookEventKind kind, string name, JsonElement body)
    {
        var repository = body.At("repository");
        return WebhookEvent.About(kind, name, PayloadJson.Known(repository.Text("full_name"), repository.Text("links", "html", "href"))) with
        {
            IsFork = repository.At("parent").ValueKind == JsonValueKind.Object,
            Sender = body.Text("actor", "nickname") ?? body.Text("actor", "display_name"),
        };
    }
}
