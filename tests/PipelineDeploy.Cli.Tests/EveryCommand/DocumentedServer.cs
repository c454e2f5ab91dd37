using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using PipelineDeploy.Contracts.Tests;

namespace PipelineDeploy.Cli.Tests.EveryCommand;

/// <summary>Answers every request of the API with the example that <c>docs/openapi.json</c> gives of it.</summary>
static partial class DocumentedServer
{
    static readonly JsonNode Document = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Folder, "docs", "openapi.json"))).ShouldNotBeNull();

    // What is spelled out stands before what a parameter may hold.
    static readonly List<(string Method, Regex Path, JsonObject Operation)> Operations =
    [
        .. from path in Document["paths"]!.AsObject()
           orderby path.Key.Count(sign => sign == '{')
           let form = new Regex($"^{Parameter().Replace(path.Key, "[^/]+")}$", RegexOptions.None, TimeSpan.FromSeconds(1))
           from operation in path.Value!.AsObject()
           where operation.Value is JsonObject
           select (operation.Key.ToUpperInvariant(), form, operation.Value!.AsObject()),
    ];

    /// <summary>Lets a server answer so.</summary>
    public static void Plays(RecordedServer server) => server.Otherwise = AnswerAsync;

    static async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        var operation = Operations.FirstOrDefault(one => one.Method == request.Method && one.Path.IsMatch(request.Path)).Operation
            .ShouldNotBeNull($"{request.Method} {request.Path} is not in docs/openapi.json");
        var (status, response) = operation["responses"]!.AsObject().First(answer => answer.Key.StartsWith('2'));
        context.Response.StatusCode = int.Parse(status, null);
        var (type, body) = response!["content"]!.AsObject().First();
        var example = Example(body!.AsObject());
        Please(request.Path, example);
        context.Response.ContentType = type;
        await context.Response.WriteAsync(type == "text/event-stream" ? Events(request.Path, example) : Page(request, example).ToJsonString());
    }

    // Some examples tell of what is wrong; here all goes well.
    static void Please(PathString path, JsonNode example)
    {
        if (path.Value!.EndsWith("/pipelines/check", StringComparison.Ordinal))
        {
            (example["isValid"], example["problems"]) = (true, new JsonArray());
        }
        else if (path.Value.EndsWith("/test", StringComparison.Ordinal))
        {
            example["verdict"] = "tested";
        }
        else if (path.Value.EndsWith("/sign-in", StringComparison.Ordinal))
        {
            example["secret"] = RecordedServer.Token;
        }
    }

    static JsonNode Example(JsonObject body)
    {
        var example = body["examples"]!.AsObject().First().Value!;
        var found = example["$ref"] is { } reference ? reference.ToString().Split('/').Skip(1).Aggregate(Document, (node, part) => node[part]!) : example;
        return found["value"]!.DeepClone();
    }

    // The example of a page has a next one, which must come to an end; that of a list has nothing on it.
    static JsonNode Page(HttpRequest request, JsonNode example)
    {
        if (example is not JsonObject page || !page.ContainsKey("next"))
        {
            return example;
        }

        if (request.Query.ContainsKey("after") || request.Query.ContainsKey("before"))
        {
            (page["items"], page["next"]) = (new JsonArray(), null);
        }
        else if (request.Query["from"].ToString() is not ("" or "1"))
        {
            page["next"] = null;
        }

        return page;
    }

    static string Events(PathString path, JsonNode example)
    {
        if (!path.Value!.StartsWith("/api/v1/runs/", StringComparison.Ordinal))
        {
            return $"event: log\ndata: {example.ToJsonString()}\n\n";
        }

        var ended = example.DeepClone();
        (ended["state"], ended["isFinished"], ended["finishedAt"]) = ("succeeded", true, "2026-03-14T09:27:40+00:00");
        return $"id: 1\nevent: run\ndata: {example.ToJsonString()}\n\nid: 2\nevent: end\ndata: {ended.ToJsonString()}\n\n";
    }

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();
}
