using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Sources.Git;

namespace PipelineDeploy.Deploys.Webhooks.Statuses;

/// <summary>A commit status as the hosts' APIs take it.</summary>
/// <remarks>
/// GitHub: "Create a commit status", REST API version 2022-11-28. GitLab: "Set commit pipeline status". Gitea and Forgejo:
/// <c>repoCreateStatus</c> of their Swagger description.
/// </remarks>
static class StatusApi
{
    const int LongestDescription = 140;

    /// <summary>The request.</summary>
    /// <param name="host">Whose API.</param>
    /// <param name="repository">The repository; the API is asked at its host.</param>
    /// <param name="token">Signs in.</param>
    /// <param name="status">What is told.</param>
    public static HttpRequestMessage Request(WebhookHost host, GitAddress repository, string token, CommitStatus status)
    {
        var (root, path) = (RootOf(repository), WebhookRules.PathOf(repository.Text));
        var request = host switch
        {
            WebhookHost.Github => Post(repository.Host == "github.com" ? "https://api.github.com" : $"{root}/api/v3", $"/repos/{Escaped(path)}/statuses/{status.Commit}", Plain(status, "failure", "error")),
            WebhookHost.Gitea => Post($"{root}/api/v1", $"/repos/{Escaped(path)}/statuses/{status.Commit}", Plain(status, "failure", "error")),
            WebhookHost.Gitlab => Post($"{root}/api/v4", $"/projects/{Uri.EscapeDataString(path)}/statuses/{status.Commit}", Gitlab(status)),
            _ => throw new ArgumentOutOfRangeException(nameof(host), host, "It has no such API."),
        };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("PipelineDeploy", "1"));
        switch (host)
        {
            case WebhookHost.Github:
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/vnd.github+json"));
                request.Headers.Add("X-GitHub-Api-Version", "2022-11-28");
                break;
            case WebhookHost.Gitlab:
                request.Headers.Add("PRIVATE-TOKEN", token);
                break;
            default:
                request.Headers.Authorization = new AuthenticationHeaderValue("token", token);
                break;
        }

        return request;
    }

    static HttpRequestMessage Post(string root, string path, JsonObject body) =>
        new(HttpMethod.Post, new Uri(root + path)) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };

    static JsonObject Plain(CommitStatus status, string failure, string cancelled) => new()
    {
        ["state"] = WordOf(status.State, failure, cancelled),
        ["target_url"] = status.Link,
        ["description"] = Cut(status.Description),
        ["context"] = status.Context,
    };

    static JsonObject Gitlab(CommitStatus status) => new()
    {
        ["state"] = WordOf(status.State, "failed", "canceled"),
        ["target_url"] = status.Link,
        ["description"] = Cut(status.Description),
        ["name"] = status.Context,
    };

    static string WordOf(CommitState state, string failure, string cancelled) => state switch
    {
        CommitState.Pending => "pending",
        CommitState.Success => "success",
        CommitState.Cancelled => cancelled,
        _ => failure,
    };

    // Over ssh the repository says nothing of the web's port.
    static string RootOf(GitAddress repository)
    {
        var host = repository.Host.Contains(':', StringComparison.Ordinal) ? $"[{repository.Host}]" : repository.Host;
        return repository.IsSsh ? $"https://{host}" : string.Create(CultureInfo.InvariantCulture, $"{repository.Scheme}://{host}:{repository.Port}");
    }

    static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    static string Cut(string text) => text.Length <= LongestDescription ? text : text[..(LongestDescription - 1)] + "…";
}
