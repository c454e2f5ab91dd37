using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PipelineDeploy.Contracts;
using PipelineDeploy.Server.OpenApi;
using PipelineDeploy.Server.Tests.Auth;

namespace PipelineDeploy.Server.Tests.OpenApi;

/// <summary>The description by itself: complete in words, examples and errors, and true to the wire records.</summary>
[Trait("Category", "Integration")]
public sealed class DescribedTests(RunningServer server) : IClassFixture<RunningServer>, IAsyncLifetime
{
    static readonly string[] Inside = ["GET /api/v1/ssh-keys/{id}/{service}/{app}"];

    ApiDocument _document = null!;

    public async Task InitializeAsync() => _document = await ApiDocument.OfAsync(server);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void Every_door_of_the_API_is_described_and_no_page_is()
    {
        var doors = Door.Of(server).Select(door => $"{door.Method} {door.Path}").Where(door => door.Contains(" /api/") || door.Contains(" /hooks/") || door.EndsWith('z'));

        _document.Operations.Select(operation => $"{operation}").ShouldBe(doors.Except(Inside), ignoreOrder: true);
    }

    [Fact]
    public void Every_operation_has_a_name_a_resource_a_summary_and_words_for_its_parameters()
    {
        var tags = _document.Root["tags"]!.AsArray().ToDictionary(tag => tag!["name"]!.GetValue<string>(), tag => tag!["description"]!.GetValue<string>());

        _document.Operations.Select(operation => operation.Id).ShouldBeUnique();
        foreach (var operation in _document.Operations)
        {
            operation.Id.ShouldMatch("^[a-z]+([A-Z][a-z]*)*$", $"{operation}");
            tags.ShouldContainKey(operation.Node["tags"]!.AsArray().Single()!.GetValue<string>());
            operation.Node["summary"].ShouldNotBeNull($"{operation}").GetValue<string>().Length.ShouldBeInRange(5, 120, $"{operation}");
            operation.Parameters.Where(parameter => parameter["description"] is null).Select(parameter => $"{operation}: {parameter["name"]}").ShouldBeEmpty();
        }
    }

    [Fact]
    public void Every_body_and_every_success_has_an_example_that_is_as_its_schema_says()
    {
        var contents = _document.Operations.SelectMany(operation => _document.Answers(operation).Where(answer => answer.Status < 400).Select(answer => answer.Answer["content"])
            .Append(operation.RequestContent).OfType<JsonObject>().SelectMany(content => content).Select(content => (Of: $"{operation} {content.Key}", content.Key, Content: content.Value!))).ToList();

        contents.Count.ShouldBeGreaterThan(100);
        foreach (var (of, type, content) in contents.Where(content => content.Key is "application/json" or "text/event-stream"))
        {
            var (name, value) = _document.Examples(content).ShouldHaveSingleItem(of);
            _document.Wrong(value, content["schema"]!).ShouldBeEmpty(of);
            ReadAsItIsRead(name, value!, of);
        }
    }

    [Fact]
    public void Every_error_is_a_problem_with_a_stable_type_that_the_server_knows()
    {
        var codes = _document.Operations.SelectMany(CodesOf).ToHashSet();

        codes.ShouldBe(ErrorTexts.Codes, ignoreOrder: true, "each error that has words is one of some operation");
        var source = string.Concat(Directory.EnumerateFiles(Path.Combine(OpenApiTests.RepositoryRoot(), "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Regex.IsMatch(file, "/(obj|bin|OpenApi)/|Endpoints?\\.cs$")).Select(File.ReadAllText));
        var endpoints = string.Concat(Directory.EnumerateFiles(Path.Combine(OpenApiTests.RepositoryRoot(), "src", "PipelineDeploy.Server"), "*Endpoint*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        codes.Where(code => !source.Contains($"\"{code}\"") && !source.Contains($"\"{code[(code.IndexOf('.') + 1)..]}\"") && !Regex.IsMatch(endpoints, $@"Exception\(\s*""{code}""|UserError\(""{code}"""))
            .ShouldBeEmpty("nothing answers these");
    }

    [Fact]
    public void What_takes_a_sign_in_says_so_and_what_takes_none_too()
    {
        foreach (var door in Door.Of(server).Where(door => _document.Operations.Any(operation => $"{operation}" == $"{door.Method} {door.Path}")))
        {
            var operation = _document.Operations.Single(operation => $"{operation}" == $"{door.Method} {door.Path}");
            (operation.Node["security"]?.AsArray().Count == 0).ShouldBe(door.Policy == "open", $"{operation}");
            CodesOf(operation).Contains("auth.missing").ShouldBe(door.Policy != "open", $"{operation}");
            if (door.Scope != Scope.Server)
            {
                CodesOf(operation).ShouldContain(door.Scope == Scope.App ? "app.notFound" : "run.notFound", $"{operation}");
                CodesOf(operation).Contains("auth.forbidden").ShouldBe(door.Policy != "viewer", $"{operation}");
            }
        }
    }

    IEnumerable<string> CodesOf(ApiOperation operation)
    {
        foreach (var (status, answer) in _document.Answers(operation).Where(answer => answer.Status >= 400 && answer.Answer["content"]?["text/plain"] is null))
        {
            var (type, content) = answer["content"].ShouldNotBeNull($"{operation} {status}").AsObject().ShouldHaveSingleItem();
            (type, content!["schema"]!["$ref"]!.GetValue<string>()).ShouldBe(("application/problem+json", "#/components/schemas/Problem"));
            foreach (var (code, problem) in _document.Examples(content))
            {
                var told = problem.Deserialize(WireJson.Default.Problem).ShouldNotBeNull();
                (told.Code, told.Status, told.Type).ShouldBe((code, status, $"https://pipelinedeploy.dev/problems/{code}"), $"{operation}");
                _document.Wrong(problem, content["schema"]!).ShouldBeEmpty(code);
                yield return code;
            }
        }
    }

    // As server and client read it, by the name of the record.
    static void ReadAsItIsRead(string name, JsonNode value, string of)
    {
        var isList = value is JsonArray;
        var record = typeof(WireJson).Assembly.GetType($"PipelineDeploy.Contracts.{(isList ? name[..^"List".Length] : name)}");
        if (record is null)
        {
            name.ShouldBe("Push", $"{of}: only what a git host sends is no record of ours");
            return;
        }

        foreach (var one in isList ? value.AsArray() : [value.DeepClone()])
        {
            JsonSerializer.Deserialize(one, WireJson.Default.GetTypeInfo(record).ShouldNotBeNull(name)).ShouldNotBeNull(of);
        }
    }
}
