using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PipelineDeploy.TestKit.Routing;

namespace PipelineDeploy.Server.Tests.Webhooks;

/// <summary>Stands in for the API of a git host: takes commit statuses in the shape that its documents describe, and nothing else.</summary>
/// <remarks>GitHub: "Create a commit status". GitLab: "Set commit pipeline status". Gitea: <c>repoCreateStatus</c>.</remarks>
sealed partial class StatusHost : IDisposable
{
    readonly HttpListener _listener = new();
    readonly string _host;

    public StatusHost(string host)
    {
        _host = host;
        Port = LoopbackPort.Free();
        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _ = ServeAsync();
    }

    public int Port { get; }

    /// <summary>Answers with it as long as there is one.</summary>
    public ConcurrentQueue<int> Troubles { get; } = new();

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
                context.Response.StatusCode = Troubles.TryDequeue(out var trouble) ? trouble : Take(context.Request, JsonNode.Parse(await reader.ReadToEndAsync())!.AsObject());
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    int Take(HttpListenerRequest request, JsonObject body)
    {
        var path = (_host switch { "github" => Github(), "gitlab" => Gitlab(), _ => Gitea() }).Match(request.RawUrl!);
        string[] states = _host == "gitlab" ? ["pending", "running", "success", "failed", "canceled"] : ["pending", "success", "failure", "error"];
        string[] fields = _host == "gitlab" ? ["state", "target_url", "description", "name"] : ["state", "target_url", "description", "context"];
        var signIn = _host switch
        {
            "github" => request.Headers["Authorization"] == "Bearer T0KEN" && request.Headers["Accept"] == "application/vnd.github+json" && request.UserAgent is { Length: > 0 },
            "gitlab" => request.Headers["PRIVATE-TOKEN"] == "T0KEN",
            _ => request.Headers["Authorization"] == "token T0KEN",
        };
        if (request.HttpMethod != "POST" || !path.Success || !signIn || request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true
            || !states.Contains(body["state"]?.ToString()) || body.Any(field => !fields.Contains(field.Key)) || body["description"]!.ToString().Length > 140)
        {
            Wrong.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{request.HttpMethod} {request.RawUrl} {body.ToJsonString()}"));
            return 422;
        }

        Told.Enqueue((path.Groups["commit"].Value, body["state"]!.ToString(), body["target_url"]?.ToString()));
        return 201;
    }

    [GeneratedRegex(@"\A/api/v3/repos/acme/shop/statuses/(?<commit>[0-9a-f]{40})\z")]
    private static partial Regex Github();

    [GeneratedRegex(@"\A/api/v4/projects/acme%2Fshop/statuses/(?<commit>[0-9a-f]{40})\z")]
    private static partial Regex Gitlab();

    [GeneratedRegex(@"\A/api/v1/repos/acme/shop/statuses/(?<commit>[0-9a-f]{40})\z")]
    private static partial Regex Gitea();
}
