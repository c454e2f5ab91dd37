using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PipelineDeploy.TestKit.Routing;

namespace PipelineDeploy.Server.Tests.Webhooks;

/// <summary>Stands in for the API of a git host: takes commit statuses and deployments in the shape that its documents describe, and nothing else.</summary>
/// <remarks>GitHub: "Create a commit status". GitLab: "Set commit pipeline status". Gitea: <c>repoCreateStatus</c>.</remarks>
sealed partial class StatusHost : IDisposable
{
    readonly HttpListener _listener = new();
    readonly string _host;

    public StatusHost(string host)
    {
        _host = host;
        Deployments = new DeploymentDesk(host);
        Port = LoopbackPort.Free();
        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _ = ServeAsync();
    }

    public int Port { get; }

    /// <summary>Answers with it as long as there is one.</summary>
    public ConcurrentQueue<int> Troubles { get; } = new();

    /// <summary>Its deployments.</summary>
    public DeploymentDesk Deployments { get; }

    /// <summary>What it was told: state and link.</summary>
    public ConcurrentQueue<(string Commit, string State, string? Link)> Told { get; } = new();

    /// <summary>What was wrong with a request.</summary>
    public ConcurrentQueue<string> Wrong { get; } = new();

    public void Dispose() => _listener.Close();

    async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                var text = await reader.ReadToEndAsync();
                var (status, answer) = Troubles.TryDequeue(out var trouble) ? (trouble, null) : Take(context.Request, text.Length == 0 ? null : JsonNode.Parse(text)!.AsObject());
                context.Response.StatusCode = status;
                context.Response.ContentType = "application/json";
                context.Response.Close(Encoding.UTF8.GetBytes(answer?.ToJsonString() ?? ""), willBlock: false);
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    (int Status, JsonNode? Answer) Take(HttpListenerRequest request, JsonObject? body)
    {
        var isTaken = IsSignedIn(request) && (body is null || request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) == true);
        if (isTaken && Deployments.Take(request, body) is { } done)
        {
            return done;
        }

        if (isTaken && body is not null && IsStatus(request, body))
        {
            return (201, null);
        }

        Wrong.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{request.HttpMethod} {request.RawUrl} {body?.ToJsonString()}"));
        return (422, null);
    }

    bool IsSignedIn(HttpListenerRequest request) => _host switch
    {
        "github" => request.Headers["Authorization"] == "Bearer T0KEN" && request.Headers["Accept"] == "application/vnd.github+json" && request.UserAgent is { Length: > 0 },
        "gitlab" => request.Headers["PRIVATE-TOKEN"] == "T0KEN",
        _ => request.Headers["Authorization"] == "token T0KEN",
    };

    bool IsStatus(HttpListenerRequest request, JsonObject body)
    {
        var path = (_host switch { "github" => Github(), "gitlab" => Gitlab(), _ => Gitea() }).Match(request.RawUrl!);
        string[] states = _host == "gitlab" ? ["pending", "running", "success", "failed", "canceled"] : ["pending", "success", "failure", "error"];
        string[] fields = _host == "gitlab" ? ["state", "target_url", "description", "name"] : ["state", "target_url", "description", "context"];
        if (request.HttpMethod != "POST" || !path.Success || !states.Contains(body["state"]?.ToString()) || body.Any(field => !fields.Contains(field.Key)) || body["description"]!.ToString().Length > 140)
        {
            return false;
        }

        Told.Enqueue((path.Groups["commit"].Value, body["state"]!.ToString(), body["target_url"]?.ToString()));
        return true;
    }

    [GeneratedRegex(@"\A/api/v3/repos/acme/shop/statuses/(?<commit>[0-9a-f]{40})\z")]
    private static partial Regex Github();

    [GeneratedRegex(@"\A/api/v4/projects/acme%2Fshop/statuses/(?<commit>[0-9a-f]{40})\z")]
    private static partial Regex Gitlab();

    [GeneratedRegex(@"\A/api/v1/repos/acme/shop/statuses/(?<commit>[0-9a-f]{40})\z")]
    private static partial Regex Gitea();
}
