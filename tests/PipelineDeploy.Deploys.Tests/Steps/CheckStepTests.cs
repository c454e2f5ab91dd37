using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Checks;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Tests.Steps;

/// <summary>The whole course of a <c>check</c> step, execution by execution, on a clock that only the tests move.</summary>
public sealed class CheckStepTests
{
    const string Ready = "http://localhost/ready";
    static readonly DockerHealthCheck Health = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), TimeSpan.Zero, 3);

    readonly CheckStage _stage = new();

    [Fact]
    public async Task The_wait_comes_before_each_attempt_and_the_third_one_passes()
    {
        _stage.Checker.Answers(Ready, "refused", "refused", null);

        (await _stage.PlayAsync(("checks", "WAIT=5\nATTEMPTS=6\n/ready"))).ShouldBeOfType<StepOutcome.Done>();

        _stage.Seen.Select(one => (one.At.TotalSeconds, one.Attempt.Number, one.Attempt.Checks[0].Passed)).ShouldBe([(5, 1, false), (10, 2, false), (15, 3, true)]);
        _stage.Log.ShouldContain("-----> All checks successful!");
        _stage.Log[^1].ShouldBe("=====> end shop container output");
    }

    [Fact]
    public async Task An_app_with_a_certificate_is_asked_as_the_router_asks_it_after_HTTPS()
    {
        _stage.Checker.Answers(Ready, "refused", null);
        _stage.Checker.Meanwhile = () => _ = _stage.AddCertificateAsync();

        await _stage.PlayAsync(("checks", "WAIT=1\n/ready"));

        _stage.Checker.ForwardedHttps.ShouldBe([false, true]);
    }

    [Fact]
    public async Task A_wait_begins_when_the_attempt_before_it_has_ended()
    {
        _stage.Checker.Answers(Ready, "slow", null);
        _stage.Checker.Takes(TimeSpan.FromSeconds(30), _stage.Time);

        await _stage.PlayAsync(("checks", "WAIT=5\n/ready"));

        _stage.Seen.Select(one => one.At.TotalSeconds).ShouldBe([5, 40]);
    }

    [Fact]
    public async Task After_the_last_attempt_it_fails_with_what_was_answered_and_keeps_every_attempt()
    {
        _stage.Checker.Answers(Ready, "answered 500", "answered 500");

        var failed = (await _stage.PlayAsync(("checks", "ATTEMPTS=2\n/ready ok"))).ShouldBeOfType<StepOutcome.Failed>();

        failed.Error.Code.ShouldBe("checks.failed");
        failed.Error.Message.ShouldBe($"{Ready}: answered 500");
        failed.Detail.ShouldNotBeNull().ShouldStartWith("The answer:\nbody of answered 500\n");
        _stage.Seen.Select(one => one.Attempt.Number).ShouldBe([1, 2]);
        _stage.Seen[1].Attempt.TimeoutMs.ShouldBe(30_000);
        _stage.Seen[1].Attempt.Checks.ShouldHaveSingleItem().ShouldBe(new AskedCheck(Ready, "\"ok\"", false, "answered 500", 500, 12, "body of answered 500", null));
        _stage.Log.SkipWhile(line => line != "answered 500").TakeLast(5).ShouldBe(
            ["Could not start due to 1 failed checks.", " !     Check attempt 2/2 failed.", "=====> shop container output:", "       shop-green speaks", "=====> end shop container output"]);
    }

    [Fact]
    public async Task Each_healthcheck_of_app_json_has_its_own_pace()
    {
        _stage.Checker.Answers("http://localhost/a", "no", null);
        _stage.Checker.Answers("http://localhost/b", "no", "no", null);

        await _stage.PlayAsync(("healthchecks", """{"healthchecks": {"web": [{"name": "a", "path": "/a", "initialDelay": 2, "wait": 3}, {"name": "b", "path": "/b", "wait": 4}]}}"""));

        _stage.Seen.Select(one => (one.At.TotalSeconds, one.Attempt.Round, one.Attempt.Number)).ShouldBe([(0, "b", 1), (2, "a", 1), (4, "b", 2), (5, "a", 2), (8, "b", 3)]);
    }

    [Fact]
    public async Task A_path_is_asked_for_from_the_first_moment_and_only_changes_are_told()
    {
        _stage.Checker.Answers("http://localhost/health", "refused", "refused", "answered 503", null);

        (await _stage.PlayAsync(("path", "/health"))).ShouldBeOfType<StepOutcome.Done>();

        _stage.Seen.Select(one => one.At.TotalSeconds).ShouldBe([0, 0.5, 1, 1.5]);
        _stage.Seen.Select(one => one.Attempt.Checks[0].Body is null).ShouldBe([false, true, false, true]);
        _stage.Log.ShouldBe(
        [
            "-----> Checks by healthCheckPath: http://localhost/health, every 0.5 seconds for at most 30 seconds",
            "-----> Running pre-flight checks",
            "-----> Asking every 0.5 seconds for at most 30 seconds ...",
            "       refused",
            "       answered 503",
            "       CHECKS expected result:",
            "       http://localhost/health => 200",
            "-----> All checks successful!",
            "=====> shop container output:",
            "       shop-green speaks",
            "=====> end shop container output",
        ]);
    }

    [Fact]
    public async Task A_path_that_never_answers_fails_when_its_time_is_over()
    {
        var failed = (await _stage.PlayAsync(("path", "/health"), ("pathTimeout", "2s"), ("pathInterval", "1ms"))).ShouldBeOfType<StepOutcome.Failed>();

        failed.Error.Message.ShouldBe("http://localhost/health: refused (asked for 2 seconds)");
        // The interval is 100 ms at least.
        _stage.Seen.Count.ShouldBe(21);
    }

    [Fact]
    public async Task A_command_is_healthy_with_exit_code_0()
    {
        var codes = new Queue<long>([1, 0]);
        _stage.Engine.Running = words => new ExecResult(codes.Dequeue(), string.Join('|', words));

        (await _stage.PlayAsync(("command", "./healthcheck 'a b'"), ("wait", "1s"))).ShouldBeOfType<StepOutcome.Done>();

        var first = _stage.Seen[0].Attempt.Checks[0];
        (first.Asked, first.Cause, first.Body).ShouldBe(("./healthcheck a b", "ended with exit code 1", "./healthcheck|a b"));
        _stage.Seen[1].Attempt.Checks[0].Passed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_command_that_the_image_does_not_have_fails_with_the_engines_words() =>
        (await _stage.PlayAsync(("command", "./nope"), ("attempts", "1"))).ShouldBeOfType<StepOutcome.Failed>().Error.Message
            .ShouldBe("./nope: could not be run: exec: \"./nope\": executable file not found in $PATH");

    [Fact]
    public async Task Something_that_listens_is_enough_when_that_is_asked()
    {
        _stage.Checker.Answers("port", "refused", null);

        (await _stage.PlayAsync(("healthchecks", """{"healthchecks": {"web": [{"listening": true}]}}"""))).ShouldBeOfType<StepOutcome.Done>();

        _stage.Seen.Select(one => one.Attempt.Checks[0].Passed).ShouldBe([false, true]);
    }

    [Fact]
    public async Task Docker_that_finds_it_healthy_is_believed_at_once()
    {
        var green = await _stage.StartAsync();
        _stage.Engine.Find(green, Health, new ContainerHealth("starting", null, null));
        var begun = (await _stage.ExecuteAsync(green, null)).ShouldBeOfType<StepOutcome.WaitUntil>();
        _stage.Time.Advance(TimeSpan.FromSeconds(1));
        _stage.Engine.Find(green, Health, new ContainerHealth("healthy", 0, "fine"));

        // As when the engine's event wakes the run before the time that it waits until.
        (await _stage.ExecuteAsync(green, begun.State)).ShouldBeOfType<StepOutcome.Done>();

        _stage.Log.ShouldContain("-----> Waiting for Docker to find it healthy, at most 245 seconds ...");
    }

    [Fact]
    public async Task Docker_that_finds_it_unhealthy_is_believed_at_once_too()
    {
        var green = await _stage.StartAsync();
        _stage.Engine.Find(green, Health, new ContainerHealth("unhealthy", 7, "no database"));

        var failed = (await _stage.ExecuteAsync(green, null)).ShouldBeOfType<StepOutcome.Failed>();

        failed.Error.Message.ShouldBe("HEALTHCHECK: is unhealthy: the last try ended with exit code 7");
        failed.Detail.ShouldNotBeNull().ShouldContain("no database");
    }

    [Fact]
    public async Task Row_41_a_container_that_ends_is_not_waited_for()
    {
        var green = await _stage.StartAsync(restartPolicy: "no");
        var begun = (await _stage.ExecuteAsync(green, null, ("checks", "WAIT=60\n/ready"))).ShouldBeOfType<StepOutcome.WaitUntil>();
        _stage.Engine.End(green, 3);

        var failed = (await _stage.ExecuteAsync(green, begun.State, ("checks", "WAIT=60\n/ready"))).ShouldBeOfType<StepOutcome.Failed>();

        failed.Error.Message.ShouldBe("shop-green ended with exit code 3");
        failed.Detail.ShouldNotBeNull().ShouldContain("shop-green speaks");
    }

    [Fact]
    public async Task Row_41_a_container_that_ends_while_it_is_asked_explains_the_failure()
    {
        var green = await _stage.StartAsync(restartPolicy: "no");
        var begun = (await _stage.ExecuteAsync(green, null, ("checks", "WAIT=0\nATTEMPTS=1\n/ready"))).ShouldBeOfType<StepOutcome.Failed>();
        begun.Error.Code.ShouldBe("checks.failed");
        _stage.Checker.Meanwhile = () => _stage.Engine.End(green, 137);

        var failed = (await _stage.ExecuteAsync(green, null, ("checks", "WAIT=0\nATTEMPTS=1\n/ready"))).ShouldBeOfType<StepOutcome.Failed>();

        failed.Error.Message.ShouldBe("shop-green ended with exit code 137");
        CheckAttempt.In(failed.Seen.ShouldNotBeNull()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Row_42_a_restart_fails_the_default_check()
    {
        var green = await _stage.StartAsync();
        var begun = (await _stage.ExecuteAsync(green, null)).ShouldBeOfType<StepOutcome.WaitUntil>();
        _stage.Engine.End(green, 1);

        (await _stage.ExecuteAsync(green, begun.State)).ShouldBeOfType<StepOutcome.Failed>().Error
            .ShouldSatisfyAllConditions(e => e.Code.ShouldBe("container.restarted"), e => e.Message.ShouldBe("shop-green ended and was restarted 1 time(s); its last exit code was 1"));
    }

    [Fact]
    public async Task Without_checks_it_must_stay_running_for_the_default_time()
    {
        (await _stage.PlayAsync()).ShouldBeOfType<StepOutcome.Done>();

        _stage.Seen.ShouldHaveSingleItem().At.ShouldBe(TimeSpan.FromSeconds(10));
        _stage.Log.ShouldContain("-----> Default container check successful!");
    }

    [Theory]
    [InlineData("skip")]
    [InlineData("skipDefault")]
    public async Task What_is_skipped_passes_at_once_and_says_so(string input)
    {
        (await _stage.PlayAsync((input, "true"))).ShouldBeOfType<StepOutcome.Done>();

        _stage.Log[^1].ShouldBe(" !     Checks are skipped: green is unproven");
    }

    [Fact]
    public async Task A_check_that_an_earlier_version_has_begun_goes_on()
    {
        _stage.Checker.Answers(Ready, (string?)null);
        var green = await _stage.StartAsync();
        var state = new JsonObject { ["attempt"] = 2, ["due"] = _stage.Time.GetUtcNow() };

        (await _stage.ExecuteAsync(green, state, ("checks", "/ready"))).ShouldBeOfType<StepOutcome.Done>();
    }
}
