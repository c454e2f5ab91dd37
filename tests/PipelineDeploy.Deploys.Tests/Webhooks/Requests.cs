using System.Text;
using System.Text.Json;
using PipelineDeploy.Deploys.Webhooks;

namespace PipelineDeploy.Deploys.Tests.Webhooks;

/// <summary>Requests as hosts send them.</summary>
static class Requests
{
    public static WebhookRequest Of(string body, params (string Name, string Value)[] headers) => Of(Encoding.UTF8.GetBytes(body), headers);

    public static WebhookRequest Of(byte[] body, params (string Name, string Value)[] headers) =>
        new(headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase), body);

    /// <summary>A webhook of <c>shop</c>.</summary>
    public static Webhook Hook(WebhookFilter? filter = null, bool isEnabled = true) =>
        new("0123456789abcdef0123456789abcdef", "shop", WebhookHost.Github, filter ?? Filter(), isEnabled, "ann", DateTimeOffset.UnixEpoch);

    public static WebhookFilter Filter(string[]? branches = null, string[]? tags = null, string[]? paths = null, bool releases = false) => new(null, branches ?? [], tags ?? [], paths ?? [], releases);

    /// <summary>JSON from a C# object.</summary>
    public static string Json(object value) => JsonSerializer.Serialize(value);
}
