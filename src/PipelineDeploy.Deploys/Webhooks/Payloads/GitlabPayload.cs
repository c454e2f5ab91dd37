using System.Text.Json;
using PipelineDeploy.Deploys.Sources.Git;

namespace PipelineDeploy.Deploys.Webhooks.Payloads;

/// <summary>What GitLab sends.</summary>
/// <remarks>GitLab: "Webhook events".</remarks>
static class GitlabPayload
{
    // "push events include at most 20 commits"; total_commits_count says how many there are.
    const int NoLimit = int.MaxValue;

    /// <summary>Reads a body.</summary>
    public static WebhookEvent Read(JsonElement body) => body.Text("object_kind") switch
    {
        "push" or "tag_push" => Push(body),
        "release" when body.Text("action") == "create" && body.Text("tag") is { } tag => Of(WebhookEventKind.Release, "release", body) with
        {
            Ref = PayloadJson.AsRef(GitRef.OfTag(tag)),
            Commit = PayloadJson.AsCommit(body.Text("commit", "id")),
        },
        var other => Of(WebhookEventKind.Other, other ?? "unknown", body),
    };

    static WebhookEvent Push(JsonElement body)
    {
        var (before, after) = (PayloadJson.AsCommit(body.Text("before")), PayloadJson.AsCommit(body.Text("after")));
        return Of(after is null ? WebhookEventKind.Deletion : WebhookEventKind.Push, body.Text("object_kind")!, body) with
        {
            Ref = PayloadJson.AsRef(body.Text("ref")),
            Commit = PayloadJson.AsCommit(body.Text("checkout_sha")) ?? after,
            Paths = before is null || after is null ? null : ChangedPaths.Of(body.List("commits"), body.Number("total_commits_count"), NoLimit),
        };
    }

    static WebhookEvent Of(WebhookEventKind kind, string name, JsonElement body)
    {
        var project = body.At("project");
        return WebhookEvent.About(
            kind, name, PayloadJson.Known(project.Text("path_with_namespace"), project.Text("git_http_url"), project.Text("git_ssh_url"), project.Text("web_url"))) with
        {
            Sender = body.Text("user_username") ?? body.Text("user", "username"),
        };
    }
}
