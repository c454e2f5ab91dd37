using System.Text.Json;
using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Sources.Git;

namespace PipelineDeploy.Deploys.Webhooks.Statuses;

/// <summary>A deployment as the hosts' APIs take it.</summary>
/// <remarks>
/// GitHub: "REST API endpoints for deployments" and "… for deployment statuses", version 2022-11-28. GitLab: "Deployments API"; it has no word for
/// what waits and keeps no text, so a deployment is known there by its commit and environment.
/// </remarks>
static class DeploymentApi
{
    const string Task = "deploy";
    const string Deployments = "/deployments";

    // The newest come first, and of an answer no more than its first 64 KiB are read.
    const int MostFound = 8;

    /// <summary>Asks for the deployments that could be this one.</summary>
    public static HttpRequestMessage Search(HostApi api, DeploymentStatus status) => api.Request(HttpMethod.Get, api.Host == WebhookHost.Gitlab
        ? $"{Deployments}?environment={Uri.EscapeDataString(status.App)}&status=running&order_by=id&sort=desc&per_page={MostFound}"
        : $"{Deployments}?sha={status.Commit}&task={Task}&environment={Uri.EscapeDataString(status.App)}&per_page={MostFound}");

    /// <summary>The id of this deployment in the answer to <see cref="Search"/>; null when it is not there.</summary>
    public static string? Found(HostApi api, DeploymentStatus status, string answer) =>
        Parse(answer) is JsonArray all && all.FirstOrDefault(one => api.Host == WebhookHost.Gitlab ? TextOf(one, "sha") == status.Commit : TextOf(one, "description") == status.Title) is { } found
            ? TextOf(found, "id")
            : null;

    /// <summary>Makes the deployment.</summary>
    public static HttpRequestMessage Create(HostApi api, DeploymentStatus status) => api.Request(HttpMethod.Post, Deployments, api.Host == WebhookHost.Gitlab ? Gitlab(status) : Github(status));

    /// <summary>The id in the answer to <see cref="Create"/>; null when it has none.</summary>
    public static string? Created(string answer) => TextOf(Parse(answer), "id");

    /// <summary>Asks how the deployment stands; null on a host that takes the same word twice.</summary>
    public static HttpRequestMessage? Look(HostApi api, string id) => api.Host == WebhookHost.Gitlab ? api.Request(HttpMethod.Get, $"{Deployments}/{id}") : null;

    /// <summary>Whether the answer to <see cref="Look"/> says what the host is to be told.</summary>
    public static bool Stands(DeploymentStatus status, string answer) => TextOf(Parse(answer), "status") == GitlabWord(status.State);

    /// <summary>Tells how it stands.</summary>
    /// <param name="api">The host.</param>
    /// <param name="status">How it stands.</param>
    /// <param name="id">The host's id of it.</param>
    /// <param name="url">Where the app is; null when that is not known.</param>
    public static HttpRequestMessage Tell(HostApi api, DeploymentStatus status, string id, string? url)
    {
        if (api.Host == WebhookHost.Gitlab)
        {
            return api.Request(HttpMethod.Put, $"{Deployments}/{id}", new JsonObject { ["status"] = GitlabWord(status.State) });
        }

        var body = new JsonObject { ["state"] = status.Word, ["environment"] = status.App, ["description"] = HostApi.Cut(status.Description) };
        if (status.Link is { } link)
        {
            body["log_url"] = link;
        }

        if (url is not null)
        {
            body["environment_url"] = url;
        }

        return api.Request(HttpMethod.Post, $"{Deployments}/{id}/statuses", body);
    }

    // The commit is deployed whatever else the host thinks of it, so nothing is merged into it and nothing waited for.
    static JsonObject Github(DeploymentStatus status) => new()
    {
        ["ref"] = status.Commit,
        ["task"] = Task,
        ["auto_merge"] = false,
        ["required_contexts"] = new JsonArray(),
        ["environment"] = status.App,
        ["description"] = status.Title,
    };

    static JsonObject Gitlab(DeploymentStatus status) => new()
    {
        ["environment"] = status.App,
        ["sha"] = status.Commit,
        ["ref"] = GitRef.TagOf(status.Ref) ?? GitRef.BranchOf(status.Ref) ?? status.Commit,
        ["tag"] = GitRef.TagOf(status.Ref) is not null,
        ["status"] = GitlabWord(status.State),
    };

    static string GitlabWord(DeploymentState state) => state switch
    {
        DeploymentState.Queued or DeploymentState.InProgress => "running",
        DeploymentState.Success => "success",
        DeploymentState.Inactive => "canceled",
        _ => "failed",
    };

    static JsonNode? Parse(string answer)
    {
        try
        {
            return JsonNode.Parse(answer);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string? TextOf(JsonNode? node, string field) => node is JsonObject one && one[field] is JsonValue value ? value.ToString() : null;
}
