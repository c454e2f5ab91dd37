using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PipelineDeploy.Server.Tests.OpenApi;

/// <summary>The API's description is kept in <c>docs/openapi.json</c>, so that a change of the API is seen in review.</summary>
/// <remarks>After a wanted change run these tests once with <c>PIPELINEDEPLOY_UPDATE_OPENAPI=1</c>.</remarks>
[Trait("Category", "Integration")]
public sealed class OpenApiTests(RunningServer server) : IClassFixture<RunningServer>
{
    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_committed_description_is_what_the_server_serves()
    {
        var file = Path.Combine(RepositoryRoot(), "docs", "openapi.json");
        var served = Normalize((await server.SendAsync(HttpMethod.Get, "/openapi/v1.json")).Body);
        if (Environment.GetEnvironmentVariable("PIPELINEDEPLOY_UPDATE_OPENAPI") == "1")
        {
            await File.WriteAllTextAsync(file, served);
        }

        Normalize(await File.ReadAllTextAsync(file)).ShouldBe(served, "docs/openapi.json is not up to date: run this test with PIPELINEDEPLOY_UPDATE_OPENAPI=1");
    }

    [Theory]
    [InlineData("/api/v1/apps", "post", "201")]
    [InlineData("/api/v1/apps/{app}/deploys", "post", "202")]
    [InlineData("/api/v1/apps/{app}/settings/{name}", "put", "200")]
    [InlineData("/api/v1/runs/{id}", "get", "200")]
    [InlineData("/api/v1/runs/{id}/cancel", "post", "202")]
    [InlineData("/api/v1/runs/{id}/approve", "post", "202")]
    [InlineData("/api/v1/runs/{id}/signals/{name}", "post", "202")]
    public async Task The_description_names_each_operation_and_what_it_answers(string path, string method, string status)
    {
        var document = JsonNode.Parse((await server.SendAsync(HttpMethod.Get, "/openapi/v1.json")).Body)!;

        var answer = document["paths"]?[path]?[method]?["responses"]?[status];

        answer.ShouldNotBeNull($"{method} {path} → {status}").ToJsonString().ShouldContain("application/json");
    }

    [Fact]
    public async Task Every_door_to_an_app_that_can_be_read_says_that_there_is_no_such_app()
    {
        var paths = JsonNode.Parse((await server.SendAsync(HttpMethod.Get, "/openapi/v1.json")).Body)!["paths"]!.AsObject();
        var doors = paths.Where(path => path.Key.StartsWith("/api/v1/apps/{app}", StringComparison.Ordinal) && path.Value!["get"] is not null).Select(path => path.Key).ToList();

        doors.Count.ShouldBeGreaterThan(10);
        foreach (var door in doors)
        {
            var path = door.Replace("{app}", "nobody", StringComparison.Ordinal).Replace("{number}", "1", StringComparison.Ordinal).Replace("{name}", "x", StringComparison.Ordinal);
            (await server.SendAsync(HttpMethod.Get, path)).ShouldBeProblem(404, "app.notFound");
        }
    }

    // Where this server listens says nothing about the API.
    static string Normalize(string json)
    {
        var document = JsonNode.Parse(json)!.AsObject();
        document.Remove("servers");
        return Sorted(document)!.ToJsonString(Readable) + "\n";
    }

    static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject part => new JsonObject(part.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    internal static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
        {
            folder = folder.Parent.ShouldNotBeNull();
        }

        return folder.FullName;
    }
}
