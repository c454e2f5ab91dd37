using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Tests.Steps;

/// <summary>The checks of an app with several processes and instances: all of them must pass.</summary>
public sealed class CheckAllTests
{
    const string Checks = "WAIT=1\nATTEMPTS=2\n/ok fine\n";
    readonly CheckStage _stage = new();

    [Fact]
    public async Task Every_instance_of_web_is_asked_and_a_worker_must_stay_running()
    {
        _stage.Checker.Answers("http://localhost/ok", null, null);
        await AddAsync("web", 2);
        await AddAsync("worker", 1);

        (await _stage.PlayAsync(("checks", Checks), ("defaultWait", "3s"))).ShouldBeOfType<StepOutcome.Done>();

        _stage.Seen.Select(seen => ((int)seen.At.TotalSeconds, seen.Attempt.Round, seen.Attempt.Checks.Single().Passed)).ShouldBe([(1, "web.1", true), (1, "web.2", true), (3, "worker.1", true)]);
        _stage.Log.ShouldBe(
        [
            "-----> Checks by CHECKS: 1 request, 2 attempts, 1 seconds before each, 30 seconds for each request",
            "-----> Attempting pre-flight checks (web.1)",
            "-----> web.1: Attempt 1/2 Waiting for 1 seconds ...",
            "-----> Checks by CHECKS: 1 request, 2 attempts, 1 seconds before each, 30 seconds for each request",
            "-----> Attempting pre-flight checks (web.2)",
            "-----> web.2: Attempt 1/2 Waiting for 1 seconds ...",
            "-----> Checks by default: it must stay running for 3 seconds",
            "-----> Attempting pre-flight checks (worker.1)",
            "-----> worker.1: Waiting for 3 seconds ...",
            "       web.1: CHECKS expected result:",
            "       http://localhost/ok => \"fine\"",
            "-----> All checks successful! (web.1)",
            "=====> shop web.1 container output:",
            "       shop-green speaks",
            "=====> end shop web.1 container output",
            "       web.2: CHECKS expected result:",
            "       http://localhost/ok => \"fine\"",
            "-----> All checks successful! (web.2)",
            "=====> shop web.2 container output:",
            "       shop-green-web-2 speaks",
            "=====> end shop web.2 container output",
            "-----> Default container check successful! (worker.1)",
            "=====> shop worker.1 container output:",
            "       shop-green-worker-1 speaks",
            "=====> end shop worker.1 container output",
        ]);
    }

    [Fact]
    public async Task One_that_fails_fails_the_step_with_its_name()
    {
        _stage.Checker.Answers("http://localhost/ok", null, "answered 500", "answered 500");
        await AddAsync("web", 2);

        var failed = (await _stage.PlayAsync(("checks", Checks))).ShouldBeOfType<StepOutcome.Failed>();

        failed.Error.Message.ShouldBe("web.2: http://localhost/ok: answered 500");
        _stage.Log.ShouldContain(" !     web.2: Check attempt 2/2 failed.");
        _stage.Log.ShouldContain("-----> All checks successful! (web.1)");
    }

    [Fact]
    public async Task One_that_has_passed_must_go_on_running_until_the_others_have()
    {
        _stage.Checker.Answers("http://localhost/ok", null, null);
        var second = await AddAsync("web", 2);
        await AddAsync("worker", 1);
        var green = await _stage.StartAsync();
        var state = await NextAsync(green, null);
        _stage.Time.Advance(TimeSpan.FromSeconds(1));
        state = await NextAsync(green, state);
        _stage.Engine.End(second, 7);

        var failed = (await _stage.ExecuteAsync(green, state, ("checks", Checks))).ShouldBeOfType<StepOutcome.Failed>();

        failed.Error.Message.ShouldBe("web.2: shop-green-web-2 ended and was restarted 1 time(s); its last exit code was 7");
    }

    [Fact]
    public async Task One_that_was_removed_meanwhile_is_missed()
    {
        var worker = await AddAsync("worker", 1);
        var green = await _stage.StartAsync();
        var state = await NextAsync(green, null);
        await _stage.Engine.RemoveContainerAsync(worker, CancellationToken.None);

        (await _stage.ExecuteAsync(green, state, ("checks", Checks))).ShouldBeOfType<StepOutcome.Failed>().Error.Message.ShouldBe("worker.1: Green was removed while it was checked");
    }

    [Fact]
    public async Task A_worker_may_have_healthchecks_of_its_own()
    {
        await AddAsync("worker", 1);
        _stage.Engine.Running = command => new ExecResult(command[0] == "bin/alive" ? 0 : 1, "");
        const string Healthchecks = """{"healthchecks": {"web": [{"type": "startup", "uptime": 1}], "worker": [{"type": "startup", "name": "alive", "command": ["bin/alive"]}]}}""";

        (await _stage.PlayAsync(("healthchecks", Healthchecks))).ShouldBeOfType<StepOutcome.Done>();

        _stage.Log.ShouldContain("       worker.1 alive: CHECKS expected result:");
        _stage.Log.ShouldContain("-----> web.1: Waiting for 1 seconds ...");
    }

    [Fact]
    public async Task A_worker_alone_is_named_too_and_skipped_checks_are_skipped_for_all()
    {
        await AddAsync("worker", 1);

        (await _stage.PlayAsync(("skip", "true"))).ShouldBeOfType<StepOutcome.Done>();

        _stage.Log.Count(line => line == " !     Checks are skipped: green is unproven").ShouldBe(2);
    }

    [Fact]
    public async Task Containers_of_another_run_are_not_asked()
    {
        await AddAsync("worker", 1, run: 9);
        _stage.Checker.Answers("http://localhost/ok", [null]);

        await _stage.PlayAsync(("checks", Checks));

        _stage.Log.ShouldContain("-----> Running pre-flight checks");
    }

    async Task<JsonObject> NextAsync(string green, JsonObject? state) =>
        (await _stage.ExecuteAsync(green, state, ("checks", Checks))).ShouldBeOfType<StepOutcome.WaitUntil>().State;

    async Task<string> AddAsync(string process, int index, long run = 1)
    {
        var labels = new ContainerLabels("tests").ForProcess("shop", run, 1, process, index);
        var id = await _stage.Engine.CreateContainerAsync(
            new ContainerSpec(ContainerNames.Green("shop", process, index), "image", labels, new Dictionary<string, string>(), process == "web" ? 5000 : null), CancellationToken.None);
        await _stage.Engine.StartContainerAsync(id, CancellationToken.None);
        return id;
    }
}
