using System.Text.Json.Nodes;

namespace PipelineDeploy.Deploys.Webhooks.Statuses;

/// <summary>A commit status as the hosts' APIs take it.</summary>
/// <remarks>
/// GitHub: "Create a commit status", REST API version 2022-11-28. GitLab: "Set commit pipeline status". Gitea and Forgejo:
/// <c>repoCreateStatus</c> of their Swagger description.
/// </remarks>
static class StatusApi
{
    /// <summary>The request.</summary>
    public static HttpRequestMessage Request(HostApi api, CommitStatus status) => api.Request(
        HttpMethod.Post,
        $"/statuses/{status.Commit}",
        api.Host == WebhookHost.Gitlab ? Body(status, "name", "failed", "canceled") : Body(status, "context", "failure", "error"));

    static JsonObject Body(CommitStatus status, string name, string failure, string cancelled) => new()
    {
        ["state"] = status.State switch
        {
            CommitState.Pending => "pending",
            CommitState.Success => "success",
            CommitState.Cancelled => cancelled,
            _ => failure,
        },
        ["target_url"] = status.Link,
        ["description"] = HostApi.Cut(status.Description),
        [name] = status.Context,
    };
}
