using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PipelineDeploy.Server.Tests.Webhooks;

/// <summary>A deployment as the stand-in of a host keeps it.</summary>
sealed record MadeDeployment(string Id, string Environment, string Commit, string? Description)
{
    /// <summary>How it stood, one after the other.</summary>
    public List<string> Words { get; } = [];

    /// <summary>The links that came with that.</summary>
    public List<string?> Links { get; } = [];
}

/// <summary>The deployments of a stand-in: takes requests in the shape that the documents describe, and nothing else.</summary>
/// <remarks>GitHub: "REST API endpoints for deployments" and "… deployment statuses". GitLab: "Deployments API", whose update refuses the status that it has.</remarks>
sealed partial class DeploymentDesk(string host)
{
    readonly string[] _states = host == "gitlab" ? ["running", "success", "failed", "canceled"] : ["error", "failure", "inactive", "in_progress", "queued", "pending", "success"];

    /// <summary>What it keeps.</summary>
    public ConcurrentQueue<MadeDeployment> All { get; } = new();

    /// <summary>Methods of requests that are done and whose answers do not arrive, in their order.</summary>
    public ConcurrentQueue<string> LostAnswers { get; } = new();

    /// <summary>Does what is asked.</summary>
    /// <returns>Status and body; null when nothing in the documents is asked like this.</returns>
    public (int Status, JsonNode? Body)? Take(HttpListenerRequest request, JsonObject? body)
    {
        var answer = Answer(request, body);
        if (answer is not null && LostAnswers.TryPeek(out var lost) && lost == request.HttpMethod)
        {
            LostAnswers.TryDequeue(out _);
            return (502, null);
        }

        return answer;
    }

    (int Status, JsonNode? Body)? Answer(HttpListenerRequest request, JsonObject? body)
    {
        var path = (host == "gitlab" ? Gitlab() : Github()).Match(request.RawUrl!);
        var made = All.FirstOrDefault(one => one.Id == path.Groups["id"].Value);
        return (host, request.HttpMethod, path.Groups["id"].Success, path.Groups["statuses"].Success) switch
        {
            _ when !path.Success => null,
            (_, "GET", false, false) => (200, new JsonArray([.. All.Where(one => IsAsked(one, request)).Select(Show)])),
            (_, "POST", false, false) when IsNew(body!) => (201, Show(Make(body!))),
            ("gitlab", "GET", true, false) => made is null ? (404, null) : (200, Show(made)),
            ("gitlab", "PUT", true, false) when Has(body!, ["status"], ["status"]) && _states.Contains(Text(body!, "status")) =>
                made is null ? (404, null) : made.Words[^1] == Text(body!, "status") ? (400, null) : (200, Show(Tell(made, Text(body!, "status"), null))),
            ("github", "POST", true, true) when Has(body!, ["state"], ["state", "target_url", "log_url", "description", "environment", "environment_url", "auto_inactive"])
                && _states.Contains(Text(body!, "state")) && Text(body!, "description").Length <= 140 =>
                made is null ? (404, null) : (201, Show(Tell(made, Text(body!, "state"), body!["log_url"]?.ToString()))),
            _ => null,
        };
    }

    bool IsAsked(MadeDeployment one, HttpListenerRequest request) => one.Environment == request.QueryString["environment"]
        && (host == "gitlab" ? one.Words[^1] == request.QueryString["status"] : one.Commit == request.QueryString["sha"] && request.QueryString["task"] == "deploy");

    // GitHub would merge the default branch into the commit, or wait for checks, if it were not told otherwise.
    bool IsNew(JsonObject body) => host == "gitlab"
        ? Has(body, ["environment", "sha", "ref", "tag", "status"], ["environment", "sha", "ref", "tag", "status"]) && _states.Contains(Text(body, "status")) && Text(body, "ref") == "main" && !(bool)body["tag"]!
        : Has(body, ["ref"], ["ref", "task", "auto_merge", "required_contexts", "payload", "environment", "description", "transient_environment", "production_environment"])
            && !(bool)body["auto_merge"]! && body["required_contexts"]!.AsArray().Count == 0 && Text(body, "task") == "deploy";

    MadeDeployment Make(JsonObject body)
    {
        var made = new MadeDeployment(
            (All.Count + 41).ToString(CultureInfo.InvariantCulture), Text(body, "environment"), Text(body, host == "gitlab" ? "sha" : "ref"), body["description"]?.ToString());
        All.Enqueue(made);
        return host == "gitlab" ? Tell(made, Text(body, "status"), null) : made;
    }

    static MadeDeployment Tell(MadeDeployment made, string word, string? link)
    {
        made.Words.Add(word);
        made.Links.AddRange(link is null ? [] : [link]);
        return made;
    }

    static JsonNode Show(MadeDeployment made) => new JsonObject
    {
        ["id"] = long.Parse(made.Id, CultureInfo.InvariantCulture),
        ["sha"] = made.Commit,
        ["task"] = "deploy",
        ["description"] = made.Description,
        ["status"] = made.Words.LastOrDefault(),
    };

    static bool Has(JsonObject body, string[] required, string[] known) => required.All(body.ContainsKey) && body.All(field => known.Contains(field.Key));

    static string Text(JsonObject body, string field) => body[field]?.ToString() ?? "";

    [GeneratedRegex(@"\A/api/v3/repos/acme/shop/deployments(/(?<id>[0-9]+)(?<statuses>/statuses))?(\?[^/]*)?\z")]
    private static partial Regex Github();

    [GeneratedRegex(@"\A/api/v4/projects/acme%2Fshop/deployments(/(?<id>[0-9]+))?(\?[^/]*)?\z")]
    private static partial Regex Gitlab();
}
