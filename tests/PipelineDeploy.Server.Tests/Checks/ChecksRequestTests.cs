using System.Text.Json;
using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Tests.Runs;

namespace PipelineDeploy.Server.Tests.Checks;

[Trait("Category", "Integration")]
public sealed class ChecksRequestTests(RunningServer server) : IClassFixture<RunningServer>
{
    const string Validate = "/api/v1/checks/validate";

    [Fact]
    public async Task A_sound_file_is_answered_with_what_it_would_ask()
    {
        var answer = await ValidateAsync(new ValidateChecks("WAIT=2\nwait=3\n/health ok\n//admin.example.com/ ~ ^A"));

        answer.IsValid.ShouldBeTrue();
        var plan = answer.Plan.ShouldNotBeNull();
        (plan.Source, plan.Summary).ShouldBe(("CHECKS", "CHECKS: 2 requests, 5 attempts, 2 seconds before each, 30 seconds for each request"));
        var round = plan.Rounds.ShouldHaveSingleItem();
        round.Asked.ShouldBe([new("http://localhost/health", "\"ok\""), new("http://admin.example.com/", "~ \"^A\"")]);
        (round.DelaySeconds, round.TimeoutSeconds, round.Attempts, round.WithinSeconds).ShouldBe((2, 30, 5, null));
        answer.Problems.Select(problem => (problem.Line, problem.Severity)).ShouldBe([(2, "warning")]);
    }

    [Fact]
    public async Task Every_mistake_is_told_with_its_line()
    {
        var answer = await ValidateAsync(new ValidateChecks("WAIT=abc\n/ok\nok ok\nFOO=1\n/ ~ ["));

        (answer.IsValid, answer.Plan).ShouldBe((false, null));
        answer.Problems.Select(problem => (problem.Line, problem.Code, problem.Severity)).ShouldBe(
            [(1, "checks.badSetting", "error"), (3, "checks.badTarget", "error"), (4, "checks.odd", "warning"), (5, "checks.badPattern", "error")]);
        answer.Problems.ShouldAllBe(problem => problem.Message.StartsWith($"CHECKS line {problem.Line}: "));
    }

    [Fact]
    public async Task The_settings_of_an_app_count_when_it_is_named()
    {
        await server.CreateAppAsync("validated");
        await server.SendAsync(HttpMethod.Put, "/api/v1/apps/validated/settings/checksAttempts", """{"value":"9"}""");
        await server.SendAsync(HttpMethod.Put, "/api/v1/apps/validated/settings/HEALTH_CHECK_PATH", """{"value":"/up"}""");

        (await ValidateAsync(new ValidateChecks("/ok", App: "validated"))).Plan!.Rounds[0].Attempts.ShouldBe(9);
        (await ValidateAsync(new ValidateChecks("# none", App: "validated"))).Plan!.Source.ShouldBe("healthCheckPath");
    }

    [Fact]
    public async Task An_app_json_is_answered_by_its_places()
    {
        var wrong = await ValidateAsync(new ValidateChecks("""{"healthchecks": {"web": [{"attempts": 0}]}}""", "app.json"));
        var sound = await ValidateAsync(new ValidateChecks("""{"healthchecks": {"web": [{"command": ["./ready"]}]}}""", "app.json"));

        wrong.Problems.Select(problem => (problem.Line, problem.Place)).ShouldBe([(null, "healthchecks.web[0].attempts")]);
        sound.Plan!.Summary.ShouldBe("app.json: ./ready, 3 attempts, 5 seconds between them, 5 seconds for each try");
    }

    [Theory]
    [InlineData("{}", 400, "request.missingField")]
    [InlineData("""{"text":null}""", 400, "request.badField")]
    [InlineData("""{"text":"/ok","file":"Procfile"}""", 400, "checks.unknownFile")]
    [InlineData("""{"text":"/ok","app":"nope"}""", 404, "app.notFound")]
    public async Task What_cannot_be_validated_is_refused(string json, int status, string code) =>
        (await server.SendAsync(HttpMethod.Post, Validate, json)).ShouldBeProblem(status, code);

    [Fact]
    public async Task A_file_that_is_too_large_is_one_problem() =>
        (await ValidateAsync(new ValidateChecks(new string('#', 1_100_000)))).Problems.ShouldHaveSingleItem().Code.ShouldBe("checks.tooLarge");

    [Theory]
    [InlineData("{}", 409, "checks.nothingServes")]
    [InlineData("""{"checks":"ok ok"}""", 400, "checks.badTarget")]
    [InlineData("[]", 400, "request.badJson")]
    public async Task Where_nothing_serves_nothing_is_asked(string json, int status, string code)
    {
        var app = $"idle-{status}-{code[^6..].ToLowerInvariant()}";
        await server.CreateAppAsync(app);

        (await server.SendAsync(HttpMethod.Post, $"/api/v1/apps/{app}/checks/run", json)).ShouldBeProblem(status, code).Hint.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_is_not_there_is_told()
    {
        (await server.SendAsync(HttpMethod.Post, "/api/v1/apps/nope/checks/run", "{}")).ShouldBeProblem(404, "app.notFound");
        (await server.SendAsync(HttpMethod.Get, "/api/v1/runs/4711/checks")).ShouldBeProblem(404, "run.notFound");
    }

    [Theory]
    [InlineData("CHECKS", "/ok\nATTEMPTS=0", "CHECKS line 2: ")]
    [InlineData("app.json", """{"healthchecks": {"web": [{"path": "x"}]}}""", "app.json: healthchecks.web[0].path ")]
    [InlineData("app.json", "{", "app.json line 1: ")]
    public async Task A_mistake_in_the_source_fails_the_run_before_the_build(string file, string text, string message)
    {
        var run = await server.FinishedRunAsync($"early-{file.Length}-{text.Length}", Deploying.TarOf(("Dockerfile", "FROM scratch\n"), (file, text)));

        run.Error.ShouldNotBeNull().Message.ShouldStartWith(message);
        run.Steps.Single(step => step.Id == "build").State.ShouldBe("failed");
    }

    async Task<ChecksValidation> ValidateAsync(ValidateChecks asked) =>
        (await server.SendAsync(HttpMethod.Post, Validate, JsonSerializer.Serialize(asked, WireJson.Default.ValidateChecks))).Read(WireJson.Default.ChecksValidation);
}
