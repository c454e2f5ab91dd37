using PipelineDeploy.Deploys.Checks;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Tests.Checks;
using PipelineDeploy.Deploys.Tests.Steps;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Tests.Bugs;

/// <summary>What other tools' checks did to people, by where it was reported: each of these we promise not to have.</summary>
public sealed class CheckMuseumTests
{
    readonly CheckStage _stage = new();

    [Fact]
    public async Task Dokku_2042_a_failing_last_line_without_a_newline_fails()
    {
        _stage.Checker.Answers("http://localhost/ok", (string?)null);

        (await _stage.PlayAsync(("checks", "ATTEMPTS=1\n/ok ok\n/broken ok"))).ShouldBeOfType<StepOutcome.Failed>().Error.Message.ShouldStartWith("http://localhost/broken: ");
    }

    [Fact]
    public void Dokku_2044_a_comment_behind_a_check_or_a_setting_is_no_part_of_it()
    {
        var file = ChecksFile.Parse("WAIT=2 # seconds\n/ok ok # the health page");

        (file.Wait, file.Checks[0].Expected).ShouldBe((TimeSpan.FromSeconds(2), "ok"));
    }

    [Fact]
    public async Task Dokku_2064_the_settings_of_the_file_are_obeyed()
    {
        await _stage.PlayAsync(("checks", "WAIT=10\nATTEMPTS=6\n\n/status    OK"), ("wait", "5s"), ("attempts", "5"));

        _stage.Log.ShouldContain("-----> Attempt 1/6 Waiting for 10 seconds ...");
        _stage.Seen.Select(one => one.At.TotalSeconds).ShouldBe([10, 20, 30, 40, 50, 60]);
    }

    [Fact]
    public async Task Dokku_3263_what_will_be_asked_is_told_before_anything_is()
    {
        await _stage.PlayAsync(("checks", "/ok"));

        // A file that was not found, or that counts for nothing, shows in the first line.
        _stage.Log[0].ShouldBe("-----> Checks by CHECKS: 1 request, 5 attempts, 5 seconds before each, 30 seconds for each request");
    }

    [Theory]
    [InlineData("")]
    [InlineData("# /ok ok")]
    [InlineData("WAIT=1")]
    public async Task Dokku_2037_a_file_in_which_nothing_is_asked_is_no_success(string checks)
    {
        var green = await _stage.StartAsync();

        (await _stage.ExecuteAsync(green, null, ("checks", checks))).ShouldBeOfType<StepOutcome.WaitUntil>().Note.ShouldBe("must stay running");
    }

    [Theory]
    [InlineData("ok ok")]
    [InlineData("ATTEMPTS=0\n/broken")]
    [InlineData("WAIT=five\n/broken")]
    public void Dokku_2037_what_cannot_be_read_is_never_passed_over(string checks) => Should.Throw<UserErrorException>(() => ChecksFile.Parse(checks));

    [Fact]
    public async Task Dokku_1113_and_1186_a_path_moves_the_traffic_as_soon_as_it_answers()
    {
        _stage.Checker.Answers("http://localhost/health", "refused", null);

        await _stage.PlayAsync(("path", "/health"));

        _stage.Seen[^1].At.ShouldBe(TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    public void Dokku_1956_the_default_check_of_a_worker_can_be_left_out() =>
        CheckPlan.Resolve(ChecksFile.Parse("/ok"), CheckSettings.Default with { SkipDefault = true }, process: "worker").IsSkipped.ShouldBeTrue();

    [Fact]
    public async Task Dokku_1956_a_green_that_has_ended_is_not_waited_for()
    {
        var green = await _stage.StartAsync("no");
        var waiting = (await _stage.ExecuteAsync(green, null, ("checks", "WAIT=60\n/ok"))).ShouldBeOfType<StepOutcome.WaitUntil>();
        _stage.Engine.End(green, 1);

        (await _stage.ExecuteAsync(green, waiting.State, ("checks", "WAIT=60\n/ok"))).ShouldBeOfType<StepOutcome.Failed>().Error.Code.ShouldBe("container.exited");
    }

    [Theory]
    [InlineData("Failed to connect to 127.0.0.1 port 5000: Connection refused")] // docker-container-healthchecker#360
    [InlineData("answered 503 Service Unavailable")] // docker-container-healthchecker#353
    [InlineData("the answer does not contain \"ok\"")] // dokku now fails at once: checks-cases row 6
    [InlineData("timed out after 5 s")]
    public async Task Healthchecker_360_and_353_whatever_fails_is_tried_again(string cause)
    {
        _stage.Checker.Answers("http://localhost/up", cause, cause, null);

        (await _stage.PlayAsync(("healthchecks", """{"healthchecks": {"web": [{"path": "/up", "content": "ok", "attempts": 3}]}}"""))).ShouldBeOfType<StepOutcome.Done>();
    }

    [Theory]
    [InlineData("/ok", "localhost")]
    [InlineData("//shop.example.com/ok", "shop.example.com")]
    [InlineData("http://shop.example.com/ok", "shop.example.com")]
    public async Task Dokku_2159_and_7456_the_Host_is_a_name_that_the_line_can_choose(string line, string host)
    {
        await using var container = new StubContainer(_ => StubContainer.Answer(200));

        await AskAsync(ChecksFile.Parse(line).Checks[0], container);

        container.Requests.ShouldHaveSingleItem().Host.ShouldBe(host);
    }

    [Fact]
    public async Task Dokku_2159_and_7456_the_Host_can_be_chosen_for_the_whole_app()
    {
        await using var container = new StubContainer(_ => StubContainer.Answer(200));
        var plan = CheckPlan.Resolve(ChecksFile.Parse("/ok\n//other.example.com/ok"), CheckSettings.Default with { Host = "shop.example.com" });

        foreach (var check in plan.Rounds[0].Demand.ShouldBeOfType<CheckDemand.Requests>().Checks)
        {
            await AskAsync(check, container);
        }

        container.Requests.Select(request => request.Host).ShouldBe(["shop.example.com", "other.example.com"]);
    }

    [Fact]
    public async Task Coolify_2073_no_tool_of_the_image_is_needed_to_ask()
    {
        _stage.Engine.Running = words => throw new ShouldAssertException($"{words[0]} was run in the container");
        _stage.Checker.Answers("http://localhost/ok", (string?)null);
        _stage.Checker.Answers("port", (string?)null);

        (await _stage.PlayAsync(("checks", "/ok"))).ShouldBeOfType<StepOutcome.Done>();
    }

    [Fact]
    public async Task Dokku_5461_and_Kamal_842_a_failure_shows_the_answer_and_the_last_lines()
    {
        _stage.Checker.Answers("http://localhost/up", "answered 500");

        var failed = (await _stage.PlayAsync(("checks", "ATTEMPTS=1\n/up"))).ShouldBeOfType<StepOutcome.Failed>();

        failed.Error.Message.ShouldBe("http://localhost/up: answered 500");
        failed.Detail.ShouldBe("The answer:\nbody of answered 500\n\nThe container's last lines:\nshop-green speaks");
    }

    [Fact]
    public async Task Kamal_1041_a_failure_of_the_command_shows_its_exit_code_and_output()
    {
        _stage.Engine.Running = _ => new ExecResult(3, "no database\n");

        var failed = (await _stage.PlayAsync(("command", "./healthcheck"), ("attempts", "1"))).ShouldBeOfType<StepOutcome.Failed>();

        failed.Error.Message.ShouldBe("./healthcheck: ended with exit code 3");
        failed.Detail.ShouldNotBeNull().ShouldStartWith("The answer:\nno database");
    }

    static Task<CheckResult> AskAsync(Check check, StubContainer container) =>
        new HttpChecker(TimeProvider.System).RunAsync(check, "127.0.0.1", container.Port, TimeSpan.FromSeconds(20), forwardedHttps: false, CancellationToken.None);
}
