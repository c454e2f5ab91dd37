using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Sources.Git;

namespace PipelineDeploy.Deploys.Webhooks.Statuses;

/// <summary>The part of a git host's REST API that is about one repository.</summary>
/// <param name="Host">Whose API.</param>
/// <param name="Repository">The repository; the API is asked at its host.</param>
/// <param name="Token">Signs in.</param>
sealed record HostApi(WebhookHost Host, GitAddress Repository, string Token)
{
    const int LongestDescription = 140;

    /// <summary>A request.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="path">Its path below the repository's, e.g. <c>/deployments</c>.</param>
    /// <param name="body">Its body; null for none.</param>
    public HttpRequestMessage Request(HttpMethod method, string path, JsonObject? body = null)
    {
        var request = new HttpRequestMessage(method, new Uri(Place() + path));
        request.Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("PipelineDeploy", "1"));
        switch (Host)
        {
            case WebhookHost.Github:
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/vnd.github+json"));
                request.Headers.Add("X-GitHub-Api-Version", "2022-11-28");
                break;
            case WebhookHost.Gitlab:
                request.Headers.Add("PRIVATE-TOKEN", Token);
                break;
            default:
                request.Headers.Authorization = new AuthenticationHeaderValue("token", Token);
                break;
        }

        return request;
    }

    /// <summary>A text for people, not longer than the hosts take it.</summary>
    public static string Cut(string text) => text.Length <= LongestDescription ? text : text[..(LongestDescription - 1)] + "…";

    string Place()
    {
        var (root, path) = (RootOf(Repository), WebhookRules.PathOf(Repository.Text));
        return Host switch
        {
            WebhookHost.Github => $"{(Repository.Host == "github.com" ? "https://api.github.com" : $"{root}/api/v3")}/repos/{Escaped(path)}",
            WebhookHost.Gitea => $"{root}/api/v1/repos/{Escaped(path)}",
            WebhookHost.Gitlab => $"{root}/api/v4/projects/{Uri.EscapeDataString(path)}",
            _ => throw new InvalidOperationException($"{Host} has no such API."),
        };
    }

    // Over ssh the repository says nothing of the web's port.
    static string RootOf(GitAddress repository)
    {
        var host = repository.Host.Contains(':', StringComparison.Ordinal) ? $"[{repository.Host}]" : repository.Host;
        return repository.IsSsh ? $"https://{host}" : string.Create(CultureInfo.InvariantCulture, $"{repository.Scheme}://{host}:{repository.Port}");
    }

    static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
