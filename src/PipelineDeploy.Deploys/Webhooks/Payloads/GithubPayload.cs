using System.Text.Json;
using PipelineDeploy.Deploys.Sources.Git;

namespace PipelineDeploy.Deploys.Webhooks.Payloads;

/// <summary>What GitHub sends, and Gitea and Forgejo, which send the same.</summary>
/// <remarks>GitHub: "Webhook events and payloads". Gitea: "Webhooks".</remarks>
static class GithubPayload
{
    // "The array includes a maximum of 2048 commits."
    const int MostCommits = 2048;

    /// <summary>Reads a body.</summary>
    /// <param name="name">The event, from its header.</param>
    /// <param name="body">The body.</param>
    public static WebhookEvent Read(string name, JsonElement body) => name switch
    {
        "ping" => WebhookEvent.About(WebhookEventKind.Ping, name),
        "push" => Push(body),
        "delete" => Of(WebhookEventKind.Deletion, name, body) with { Ref = RefOf(body) },
        "release" when body.Text("action") == "published" && body.Text("release", "tag_name") is { } tag =>
            Of(WebhookEventKind.Release, name, body) with { Ref = PayloadJson.AsRef(GitRef.OfTag(tag)) },
        _ => Of(WebhookEventKind.Other, name, body),
    };

    static WebhookEvent Push(JsonElement body)
    {
        var (before, after) = (PayloadJson.AsCommit(body.Text("before")), PayloadJson.AsCommit(body.Text("after")));
        var isGone = body.Is("deleted") || after is null;
        // What a new branch has, and what a forced push has taken away, is not in its commits.
        var paths = isGone || before is null || body.Is("created") || body.Is("forced") ? null : ChangedPaths.Of(body.List("commits"), body.Number("total_commits"), MostCommits);
        return Of(isGone ? WebhookEventKind.Deletion : WebhookEventKind.Push, "push", body) with
        {
            Ref = PayloadJson.AsRef(body.Text("ref")),
            // Of an annotated tag 'after' is the tag itself.
            Commit = isGone ? null : PayloadJson.AsCommit(body.Text("head_commit", "id")) ?? after,
            Paths = paths,
        };
    }

    static string? RefOf(JsonElement body) => body.Text("ref") is not { } name ? null
        : PayloadJson.AsRef(body.Text("ref_type") == "tag" ? GitRef.OfTag(name) : GitRef.OfBranch(name));

    static WebhookEvent Of(WebhookEventKind kind, string name, JsonElement body)
    {
        var repository = body.At("repository");
        return WebhookEvent.About(
            kind, name, PayloadJson.Known(repository.Text("full_name"), repository.Text("clone_url"), repository.Text("ssh_url"), repository.Text("html_url"))) with
        {
            IsFork = repository.Is("fork"),
            Sender = body.Text("sender", "login") ?? body.Text("pusher", "name"),
        };
    }
}
