using System.Text.Json;

namespace PipelineDeploy.Deploys.Webhooks.Payloads;

/// <summary>What a sender of one's own sends: <c>{"type": "push", "data": {"repository": …, "ref": …, "commit": …, "paths": […]}}</c>.</summary>
/// <remarks>Standard Webhooks: "Webhook payload".</remarks>
static class GenericPayload
{
    /// <summary>Reads a body.</summary>
    public static WebhookEvent Read(JsonElement body)
    {
        var (type, data) = (body.Text("type") ?? "unknown", body.At("data"));
        var kind = type switch
        {
            "ping" => WebhookEventKind.Ping,
            "push" => WebhookEventKind.Push,
            "release" => WebhookEventKind.Release,
            "deletion" => WebhookEventKind.Deletion,
            _ => WebhookEventKind.Other,
        };
        return WebhookEvent.About(kind, type, PayloadJson.Known(data.Text("repository"))) with
        {
            Ref = PayloadJson.AsRef(data.Text("ref")),
            Commit = PayloadJson.AsCommit(data.Text("commit")),
            Paths = data.List("paths")?.Select(path => path.Text()).OfType<string>().ToList(),
            Sender = data.Text("sender"),
        };
    }
}
