using System.Text.Json;
using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Tests.Runs;

namespace PipelineDeploy.Server.Tests.Pipelines;

[Trait("Category", "Integration")]
public sealed class PipelineRequestTests(RunningServer server) : IClassFixture<RunningServer>
{
    const string Path = "/api/v1/pipelines";

    [Fact]
    public async Task The_built_in_pipeline_is_there_from_the_start()
    {
        var listed = (await server.SendAsync(HttpMethod.Get, Path)).Read(WireJson.Default.IReadOnlyListPipelineView).Single(pipeline => pipeline.Name == "blue-green");
        var read = await server.SendAsync(HttpMethod.Get, $"{Path}/blue-green");

        (listed.Version, listed.Author).ShouldBe((1, "pipelinedeploy"));
        listed.Description.ShouldNotBeNull().ShouldStartWith("Build an image");
        read.Read(WireJson.Default.PipelineText).Pipeline.ShouldBe(listed);
        read.Read(WireJson.Default.PipelineText).Text.ShouldContain("uses: switch");
        read.Headers.ETag.ShouldNotBeNull().Tag.ShouldBe("\"1\"");
    }

    [Fact]
    public async Task What_is_published_is_kept_version_by_version()
    {
        var first = await PublishAsync(Waiting("kept", "1s"), "first");
        var second = await PublishAsync(Waiting("kept", "2s"));

        first.Status.ShouldBe(201, first.Body);
        first.Headers.Location.ShouldNotBeNull().ToString().ShouldBe($"{Path}/kept?version=1");
        second.Headers.ETag.ShouldNotBeNull().Tag.ShouldBe("\"2\"");
        (await server.SendAsync(HttpMethod.Get, $"{Path}/kept?version=1")).Read(WireJson.Default.PipelineText).Text.ShouldBe(Waiting("kept", "1s"));
        (await server.SendAsync(HttpMethod.Get, $"{Path}/kept/versions")).Read(WireJson.Default.PipelineVersionPage).Items
            .Select(version => (version.Version, version.Note, version.Author)).ShouldBe([(2, null, "admin"), (1, "first", "admin")]);
    }

    [Fact]
    public async Task Versions_come_in_pages_and_a_new_one_shifts_none()
    {
        foreach (var i in Enumerable.Range(1, 5))
        {
            await PublishAsync(Waiting("paged", $"{i}s"));
        }

        var first = await PageAsync("?limit=2");
        await PublishAsync(Waiting("paged", "6s"));
        var second = await PageAsync($"?limit=2&before={first.Next}");
        var last = await PageAsync($"?limit=2&before={second.Next}");

        first.Items.Concat(second.Items).Concat(last.Items).Select(version => version.Version).ShouldBe([5, 4, 3, 2, 1]);
        (first.Next, second.Next, last.Next).ShouldBe((4, 2, null));
    }

    [Fact]
    public async Task Which_apps_a_pipeline_deploys_follows_from_their_settings()
    {
        await server.CreateAppAsync("user-plain");
        await server.CreateAppAsync("user-stopping");
        await server.SendAsync(HttpMethod.Put, "/api/v1/apps/user-stopping/settings/zeroDowntime", """{"value":"false"}""");

        var uses = (await server.SendAsync(HttpMethod.Get, "/api/v1/pipeline-uses")).Read(WireJson.Default.IReadOnlyListPipelineUse);

        uses.Single(use => use.Pipeline == "blue-green").Apps.ShouldContain("user-plain");
        uses.Single(use => use.Pipeline == "recreate").Apps.ShouldBe(["user-stopping"]);
    }

    [Fact]
    public async Task Every_problem_is_answered_by_its_path_with_line_and_column()
    {
        var answer = await PublishAsync("name: bad\nsteps:\n  - uses: wait\n    with: {for: soon}\n  - uses: retier\n");

        answer.ShouldBeProblem(400, "pipeline.invalid").Errors.ShouldNotBeNull().ToDictionary(field => field.Key, field => field.Value.ShouldHaveSingleItem())
            .ShouldBe(new Dictionary<string, string>
            {
                ["steps[0].with.for"] = "line 4, column 17: 'for' must be a length of time such as 30s, not \"soon\"",
                ["steps[1].uses"] = "line 5, column 11: there is no step kind 'retier'; known are approve, build, canary, check, hook, http, image, migrate, notify, release, retire, run, start, stop, switch, wait, wait-for-signal, watch",
            });
    }

    [Fact]
    public async Task A_check_answers_problems_and_warnings_and_publishes_nothing()
    {
        const string text = "name: checked\nsteps:\n  - {uses: wait, if: false, with: {for: '${{ settings.waitToRetier }}'}}\n";

        var check = await CheckAsync(text);
        var sound = await CheckAsync(Waiting("checked", "1s"));

        (check.IsValid, check.Name).ShouldBe((false, "checked"));
        check.Problems.Select(problem => (problem.Line, problem.Column, problem.Path, problem.Severity)).ShouldBe([
            (3L, 22L, "steps[0].if", "warning"), (3L, 46L, "steps[0].with.for", "error")]);
        (sound.IsValid, sound.Problems.Count).ShouldBe((true, 0));
        (await server.SendAsync(HttpMethod.Get, $"{Path}/checked")).ShouldBeProblem(404, "pipeline.notFound");
    }

    [Theory]
    [InlineData("If-Match", "\"1\"", 201)]
    [InlineData("If-Match", "*", 201)]
    [InlineData("If-Match", "\"7\"", 412)]
    [InlineData("If-None-Match", "*", 412)]
    [InlineData("If-Match", "1", 400)]
    [InlineData("If-Match", "\"-1\"", 400)]
    [InlineData("If-Match", "W/\"1\"", 400)]
    [InlineData("If-None-Match", "\"1\"", 400)]
    public async Task Nobody_publishes_over_what_he_has_not_seen(string header, string value, int status)
    {
        var name = $"seen-{header.Length}-{string.Concat(value.Where(char.IsLetterOrDigit))}x{value.Length}".ToLowerInvariant();
        await PublishAsync(Waiting(name, "1s"));

        var answer = await PublishAsync(Waiting(name, "2s"), null, (header, value));

        answer.Status.ShouldBe(status, answer.Body);
        if (status != 201)
        {
            answer.ShouldBeProblem(status, status == 412 ? "pipeline.changed" : "request.badCondition").Hint.ShouldNotBeNull();
        }
    }

    [Theory]
    [InlineData("{}", "request.missingField")]
    [InlineData("""{"text":null}""", "request.badField")]
    [InlineData("""{"text":1}""", "request.badField")]
    [InlineData("""{"text":""}""", "pipeline.invalid")]
    [InlineData("""{"text":"name: \u0000"}""", "pipeline.invalid")]
    [InlineData("""{"text":"\ud800"}""", "request.badField")]
    [InlineData("""["name: p"]""", "request.badJson")]
    public async Task What_is_no_pipeline_is_refused(string json, string code) => (await server.SendAsync(HttpMethod.Post, Path, json)).ShouldBeProblem(400, code);

    [Fact]
    public async Task A_note_may_not_be_a_novel() => (await PublishAsync(Waiting("novel", "1s"), new string('x', 501))).ShouldBeProblem(400, "pipeline.badNote");

    [Fact]
    public async Task What_the_server_brings_is_its_own() => (await PublishAsync(Waiting("blue-green", "1s"))).ShouldBeProblem(409, "pipeline.builtIn");

    [Theory]
    [InlineData("nope", 404, "pipeline.notFound")]
    [InlineData("nope/versions", 404, "pipeline.notFound")]
    [InlineData("nope/definition", 404, "pipeline.notFound")]
    [InlineData("blue-green/definition?version=99", 404, "pipeline.notFound")]
    [InlineData("blue-green?version=99", 404, "pipeline.notFound")]
    [InlineData("blue-green?version=one", 400, "request.badParameter")]
    public async Task What_is_not_there_is_told(string path, int status, string code) =>
        (await server.SendAsync(HttpMethod.Get, $"{Path}/{path}")).ShouldBeProblem(status, code);

    [Fact]
    public async Task A_version_tells_its_steps_and_what_it_may_be_given()
    {
        await PublishAsync("name: told\ninputs: {host: {required: true}}\nsteps:\n  - {id: one, uses: wait, with: {for: 1s}}\n  - {uses: approve}\n");
        await PublishAsync(Waiting("told", "2s"));

        var told = (await server.SendAsync(HttpMethod.Get, $"{Path}/told/definition?version=1")).Read(WireJson.Default.PipelineDefinitionView);

        (told.Name, told.Version, told.Inputs.ShouldHaveSingleItem()).ShouldBe(("told", 1, new PipelineInputView("host", "string", true, null, null)));
        told.Steps.Select(step => $"{step.Id} {step.Uses} {string.Join(',', step.Needs)}").ShouldBe(["one wait ", "approve approve one"]);
    }

    [Fact]
    public async Task Step_kinds_are_described_with_their_schemas()
    {
        var kinds = (await server.SendAsync(HttpMethod.Get, "/api/v1/step-kinds")).Read(WireJson.Default.IReadOnlyListStepKindView);

        var wait = kinds.Single(kind => kind.Name == "wait");
        wait.Inputs.GetProperty("required")[0].GetString().ShouldBe("for");
        kinds.Single(kind => kind.Name == "switch").Outputs.GetProperty("properties").TryGetProperty("replaced", out _).ShouldBeTrue();
        kinds.Single(kind => kind.Name == "retire").IsPivot.ShouldBeTrue();
    }

    [Fact]
    public async Task A_deploy_runs_the_apps_pipeline_with_the_inputs_it_is_given()
    {
        await server.CreateAppAsync("piped");
        await PublishAsync("name: nap\ninputs: {naps: {type: list, required: true}}\nsteps:\n  - {id: nap, uses: wait, foreach: '${{ inputs.naps }}', with: {for: '${{ item }}'}}\n");

        var set = await server.SendAsync(HttpMethod.Put, "/api/v1/apps/piped/settings/pipeline", """{"value":"nap"}""");
        var accepted = await DeployAsync("piped?input=naps=1ms,2ms");
        var run = await server.EndOfAsync(accepted.Read(WireJson.Default.RunView).Id);

        set.Status.ShouldBe(200, set.Body);
        (run.State, run.Pipeline, run.PipelineVersion).ShouldBe(("succeeded", "nap", 1));
        run.Steps.Select(step => step.Id).ShouldBe(["nap--0", "nap--1"]);
    }

    [Theory]
    [InlineData("?pipeline=nope", 404, "pipeline.notFound")]
    [InlineData("?input=colour=blue", 400, "run.badInput")]
    [InlineData("?input=colour", 400, "request.badInput")]
    [InlineData("?input=a=1&input=a=2", 400, "request.badInput")]
    [InlineData("?pipeline=long&input=more=1", 400, "run.badInput")]
    [InlineData("?pipeline=long&input=list=1,2", 400, "pipeline.notExpandable")]
    public async Task A_deploy_that_its_pipeline_does_not_take_is_refused(string query, int status, string code)
    {
        var app = $"refused-{Math.Abs(query.GetHashCode(StringComparison.Ordinal))}";
        await server.CreateAppAsync(app);
        var long199 = string.Join(',', Enumerable.Range(1, 199));
        await PublishAsync($"name: long\ninputs: {{list: {{type: list}}}}\nsteps: [{{uses: wait, foreach: '${{{{ inputs.list }}}}', with: {{for: 1s}}}}, {{id: b, uses: wait, foreach: [{long199}], with: {{for: 1s}}}}]");

        var answer = await DeployAsync(app + query);

        var problem = answer.ShouldBeProblem(status, code);
        (code != "run.badInput" || problem.Errors!.Keys.Single().StartsWith("inputs.", StringComparison.Ordinal)).ShouldBeTrue(answer.Body);
    }

    [Fact]
    public async Task An_app_is_not_given_a_pipeline_that_is_not_there()
    {
        await server.CreateAppAsync("pipeless");

        (await server.SendAsync(HttpMethod.Put, "/api/v1/apps/pipeless/settings/pipeline", """{"value":"nope"}""")).ShouldBeProblem(404, "pipeline.notFound");
        (await server.SendAsync(HttpMethod.Put, "/api/v1/apps/pipeless/settings/pipeline", """{"value":"No!"}""")).ShouldBeProblem(400, "setting.badValue");
    }

    static string Waiting(string name, string time) => $"name: {name}\nsteps:\n  - uses: wait\n    with: {{for: {time}}}\n";

    async Task<PipelineVersionPage> PageAsync(string query) =>
        (await server.SendAsync(HttpMethod.Get, $"{Path}/paged/versions{query}")).Read(WireJson.Default.PipelineVersionPage);

    Task<Answer> PublishAsync(string text, string? note = null, params (string Name, string Value)[] headers) =>
        server.SendAsync(HttpMethod.Post, Path, JsonSerializer.Serialize(new PublishPipeline(text, note), WireJson.Default.PublishPipeline), headers);

    async Task<PipelineCheck> CheckAsync(string text) =>
        (await server.SendAsync(HttpMethod.Post, $"{Path}/check", JsonSerializer.Serialize(new CheckPipeline(text), WireJson.Default.CheckPipeline))).Read(WireJson.Default.PipelineCheck);

    async Task<Answer> DeployAsync(string appAndQuery)
    {
        var (app, query) = appAndQuery.Split('?') is [var name, var rest] ? (name, $"?{rest}") : (appAndQuery, "");
        using var body = new ByteArrayContent(Deploying.BrokenBuild());
        body.Headers.ContentType = new("application/x-tar");
        return await server.SendAsync(HttpMethod.Post, $"/api/v1/apps/{app}/deploys{query}", body);
    }
}
