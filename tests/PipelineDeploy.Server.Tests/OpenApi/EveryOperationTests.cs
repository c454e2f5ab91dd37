using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Tests.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Server.Tests.OpenApi;

/// <summary>Every operation of the description is called once, with its own examples, and answers as it is described.</summary>
[Trait("Category", "Integration")]
public sealed partial class EveryOperationTests(RunningServer server) : IClassFixture<RunningServer>
{
    // The last thing of each kind that an answer's Location has named: "apps" → "shop". What is not here is asked for by its example.
    readonly Dictionary<string, string> _there = new(StringComparer.Ordinal);
    readonly List<string> _wrong = [];

    [Fact]
    public async Task Every_operation_answers_as_it_is_described()
    {
        var document = await ApiDocument.OfAsync(server);
        document.Operations.Select(operation => operation.Id).ShouldBe(Calls.Select(call => call.Id), ignoreOrder: true, "each operation is called, and nothing else");

        foreach (var (id, status, body) in Calls)
        {
            await PrepareAsync(id);
            await CallAsync(document, document.Operations.Single(operation => operation.Id == id), status, body);
        }

        _wrong.ShouldBeEmpty();
    }

    async Task CallAsync(ApiDocument document, ApiOperation operation, int status, string? body)
    {
        using var client = server.Client(server.Token);
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), PathOf(operation)) { Content = BodyOf(document, operation, body) };
        // Events have no end.
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var (got, type) = ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "");
        var isStream = type == "text/event-stream";
        var text = isStream ? "" : await response.Content.ReadAsStringAsync();
        var answer = document.Answers(operation).Where(answer => answer.Status == got).Select(answer => answer.Answer).SingleOrDefault();
        if (answer?["content"]?[type] is not { } content || (status != 0 && got != status))
        {
            _wrong.Add($"{operation.Id}: {got} {type} {text}");
            return;
        }

        _wrong.AddRange((answer["headers"]?.AsObject() ?? []).Where(header => !response.Headers.Contains(header.Key)).Select(header => $"{operation.Id}: {got} without {header.Key}"));
        _wrong.AddRange(type.EndsWith("json", StringComparison.Ordinal) ? document.Wrong(JsonNode.Parse(text), content["schema"]!).Select(wrong => $"{operation.Id}: {got} {wrong}") : []);
        if (type == "application/problem+json" && document.Examples(content).All(example => example.Name != JsonNode.Parse(text)!["code"]!.GetValue<string>()))
        {
            _wrong.Add($"{operation.Id}: this error is not described: {text}");
        }

        Remember(operation.Id, response, text);
    }

    string PathOf(ApiOperation operation)
    {
        var segments = operation.Path.Split('/');
        return string.Join('/', segments.Select((segment, i) => segment is ['{', .. var name, '}']
            ? _there.GetValueOrDefault(segments[i - 1]) ?? operation.Parameters.Single(parameter => parameter["name"]!.GetValue<string>() == name)["example"].ShouldNotBeNull(operation.Path).ToString()
            : segment));
    }

    static HttpContent? BodyOf(ApiDocument document, ApiOperation operation, string? body)
    {
        if (operation.RequestContent is not { } content)
        {
            return null;
        }

        if (content["application/json"] is { } json)
        {
            return new StringContent(body ?? document.Examples(json).Single().Value!.ToJsonString(), Encoding.UTF8, "application/json");
        }

        var archive = new ByteArrayContent(Deploying.BrokenBuild());
        archive.Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
        return archive;
    }

    void Remember(string id, HttpResponseMessage response, string text)
    {
        if (response.Headers.Location?.OriginalString.Split('?')[0].Split('/') is [.., var noun, var name])
        {
            _there[noun] = name;
        }

        switch (id)
        {
            case "testWebhook":
                _there["deliveries"] = JsonNode.Parse(text)!["id"]!.ToString();
                break;
            case "createWebhook":
                _there["hooks"] = _there["webhooks"];
                break;
        }
    }

    // What is made by no operation, or only by one that takes minutes.
    async Task PrepareAsync(string id)
    {
        switch (id)
        {
            case "listRuns":
                var definition = PipelineLoader.Load("{ name: asking, steps: [{ uses: approve }] }", server.Get<StepCatalog>().Kinds);
                var run = (await server.Get<IRunStore>().CreateAsync(new NewRun("shop", definition, [], "test", "tester"), default)).Id;
                _there["runs"] = $"{run}";
                await Eventually(run);
                break;
            case "listReleases":
                await server.Database.ExecuteAsync(
                    $$"""
                    insert into releases (app, number, run_id, image, created_at, config, pipeline) values ('shop', 4, {{_there["runs"]}}, 'sha256:none', now(), '{}', 'blue-green')
                    """);
                break;
        }
    }

    Task Eventually(long run) => TestKit.Eventually.SeeAsync(
        async () => (await server.SendAsync(HttpMethod.Get, $"/api/v1/runs/{run}")).Read(WireJson.Default.RunView), seen => seen.State == "waiting", $"run {run} asks", TimeSpan.FromSeconds(60));
}
