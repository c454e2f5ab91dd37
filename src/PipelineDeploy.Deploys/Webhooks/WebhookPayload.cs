using System.Net;
using System.Text;
using System.Text.Json;
using PipelineDeploy.Deploys.Webhooks.Payloads;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Webhooks;

/// <summary>Reads the body of a webhook whose sender is proven.</summary>
static class WebhookPayload
{
    const int Deepest = 64;
    const string FormType = "application/x-www-form-urlencoded";

    /// <summary>What it tells of; at least one event.</summary>
    /// <exception cref="UserErrorException"><c>webhook.badBody</c>: no JSON, too deep, or with texts that are no Unicode.</exception>
    public static IReadOnlyList<WebhookEvent> Read(WebhookHost host, WebhookRequest request)
    {
        try
        {
            using var document = JsonDocument.Parse(JsonOf(request), new JsonDocumentOptions { MaxDepth = Deepest });
            var body = document.RootElement;
            return host switch
            {
                WebhookHost.Github => [GithubPayload.Read(Word(request.Header("X-GitHub-Event")), body)],
                WebhookHost.Gitea => [GithubPayload.Read(Word(request.Header("X-Forgejo-Event") ?? request.Header("X-Gitea-Event") ?? request.Header("X-GitHub-Event")), body)],
                WebhookHost.Gitlab => [GitlabPayload.Read(body)],
                WebhookHost.Bitbucket => BitbucketPayload.Read(Word(request.Header("X-Event-Key")), body),
                _ => [GenericPayload.Read(body)],
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new UserErrorException(
                new UserError("webhook.badBody", $"The body is no JSON that can be read, at most {Deepest} deep", "Choose the content type application/json at the host."), e);
        }
    }

    // GitHub's default is a form with one field; what is signed is the form.
    static ReadOnlyMemory<byte> JsonOf(WebhookRequest request)
    {
        if (request.Header("Content-Type")?.StartsWith(FormType, StringComparison.OrdinalIgnoreCase) != true)
        {
            return request.Body.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? request.Body.AsMemory(Encoding.UTF8.Preamble.Length) : request.Body;
        }

        var field = "payload="u8;
        return request.Body.AsSpan().StartsWith(field) ? WebUtility.UrlDecodeToBytes(request.Body, field.Length, request.Body.Length - field.Length)! : default(ReadOnlyMemory<byte>);
    }

    static string Word(string? text) => text is { Length: > 0 and <= 100 } && !text.Any(char.IsControl) ? text : "unknown";
}
