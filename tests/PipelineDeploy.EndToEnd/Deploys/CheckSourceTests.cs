using System.Globalization;
using PipelineDeploy.Contracts;
using PipelineDeploy.EndToEnd.Stack;

namespace PipelineDeploy.EndToEnd.Deploys;

/// <summary>Whatever green's checks come from, on the real engine.</summary>
[Collection(StackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class CheckSourceTests(DeployStack stack)
{
    [Theory]
    [InlineData("--interval=1s --retries=2 CMD wget -q -O - http://127.0.0.1:5000/health", "succeeded", null)]
    [InlineData("--interval=1s --retries=2 CMD echo no database && exit 7", "rolledBack", "HEALTHCHECK: is unhealthy: the last try ended with exit code 7")]
    public async Task The_images_own_HEALTHCHECK_decides(string healthCheck, string state, string? message)
    {
        var app = await stack.NewAppAsync("docker");

        var run = await stack.DeployAsync(app, WithoutChecks($"HEALTHCHECK {healthCheck}\n"));

        (run.State, run.Error?.Message).ShouldBe((state, message));
        (await stack.LogOfAsync(run)).ShouldContain("-----> Checks by HEALTHCHECK: it must become healthy within ");
        (run.Error is null || run.Error.Detail!.Contains("no database", StringComparison.Ordinal)).ShouldBeTrue(run.Error?.Detail);
        (run.FinishedAt - run.StartedAt)!.Value.ShouldBeLessThan(TimeSpan.FromSeconds(40));
    }

    [Theory]
    [InlineData("grep ok /app/www/health", "succeeded", null)]
    [InlineData("sh -c 'echo not yet; exit 3'", "rolledBack", "sh -c echo not yet; exit 3: ended with exit code 3")]
    [InlineData("./nope", "rolledBack", "./nope: ")]
    public async Task A_command_in_green_decides(string command, string state, string? message)
    {
        var app = await stack.NewAppAsync("command");
        await SetAsync(app, ("healthCheckCommand", command), ("checksWait", "0.5s"), ("checksAttempts", "2"));

        var run = await stack.DeployAsync(app, WithoutChecks());

        run.State.ShouldBe(state, run.Error?.Message);
        (run.Error?.Message ?? "").ShouldStartWith(message ?? "");
    }

    [Fact]
    public async Task A_path_is_asked_for_from_the_first_moment_so_that_nothing_is_waited_for_in_vain()
    {
        var app = await stack.NewAppAsync("path");
        await SetAsync(app, ("HEALTH_CHECK_PATH", "/health"), ("HEALTH_CHECK_TIMEOUT", "20"));

        var run = await stack.DeployAsync(app, WithoutChecks());

        run.State.ShouldBe("succeeded", run.Error?.Message);
        var check = run.Steps.Single(step => step.Id == "check");
        // The default check alone would take ten seconds.
        (check.FinishedAt - check.StartedAt)!.Value.ShouldBeLessThan(TimeSpan.FromSeconds(6));
        (await stack.Client.ListCheckAttemptsAsync(run.Id))[^1].Checks.ShouldHaveSingleItem().Status.ShouldBe(200);
    }

    [Fact]
    public async Task The_healthchecks_of_app_json_decide()
    {
        var app = await stack.NewAppAsync("appjson");
        var source = WithoutChecks();
        await File.WriteAllTextAsync(
            Path.Combine(source, "app.json"),
            """{"healthchecks": {"web": [{"name": "front", "path": "/", "content": "Hello", "wait": 1}, {"name": "port", "listening": true, "wait": 1}, {"name": "up", "uptime": 2}]}}""");

        var run = await stack.DeployAsync(app, source);

        run.State.ShouldBe("succeeded", run.Error?.Message);
        (await stack.Client.ListCheckAttemptsAsync(run.Id)).Where(attempt => attempt.Checks[0].Passed).Select(attempt => attempt.Round).ShouldBe(["front", "port", "up"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("always")]
    [InlineData("no")]
    public async Task Green_that_ends_fails_the_run_within_a_second_whatever_is_still_to_be_waited_for(string restartPolicy)
    {
        var app = await stack.NewAppAsync("dies");
        await SetAsync(app, ("restartPolicy", restartPolicy));
        // The kernel's clock is the same inside and outside, to the hundredth of a second.
        var dying = stack.Source(
            "hello", ("Dockerfile", "FROM pipelinedeploy/busybox:1\nEXPOSE 5000\nCMD [\"sh\", \"-c\", \"sleep 2; cat /proc/uptime; exit 7\"]\n"), ("CHECKS", "WAIT=60\n/\n"));

        var run = await stack.DeployAsync(app, dying);

        run.Error!.Message.ShouldContain("7");
        var lastWords = run.Error.Detail!.Split('\n').First(line => line.Length > 0 && char.IsAsciiDigit(line[0]));
        var died = double.Parse(lastWords.Split(' ')[0], CultureInfo.InvariantCulture);
        var story = await stack.Database.ColumnAsync<string>(
            $"select round(extract(epoch from at), 3)::text || ' ' || (event ->> 'kind') || coalesce(' ' || (event ->> 'step'), '') from journal where run_id = {run.Id} order by seq");
        double After(string what) =>
            Uptime(DateTimeOffset.UnixEpoch.AddSeconds(double.Parse(story.First(line => line.EndsWith(what, StringComparison.Ordinal)).Split(' ')[0], CultureInfo.InvariantCulture))) - died;
        After("stepResumed check").ShouldBeLessThan(1.0, string.Join('\n', story));
        // The rest is the engine's: while it puts a container away that has ended, it answers no question about it.
        After("stepFailed check").ShouldBeLessThan(10.0, string.Join('\n', story));
    }

    [Fact]
    public async Task What_serves_is_asked_without_a_deploy()
    {
        var app = await stack.NewAppAsync("trial");
        var release = (await stack.DeployVersionAsync(app, "v1")).Release;
        var wrong = stack.Source("hello", ("CHECKS", "/ Hello from v2\n"));

        var good = await stack.CliAsync("checks:run", app);
        var bad = await stack.CliAsync("checks", "run", "-a", app, "--file", Path.Combine(wrong, "CHECKS"));

        good.ExitCode.ShouldBe(0, good.Errors);
        good.Output.ShouldContain("passed  http://localhost/health => \"ok\": answered 200 OK, ");
        bad.ExitCode.ShouldBe(1, bad.Errors);
        bad.Output.ShouldContain("FAILED  http://localhost/ => \"Hello from v2\": the answer does not contain \"Hello from v2\", ");
        bad.Output.ShouldContain("        Hello from v1");
        (await stack.Client.ListRunsAsync(app)).Items.Count.ShouldBe(1);
        (await stack.Client.RunChecksAsync(app, new RunChecks())).Release.ShouldBe(release!.Value);
    }

    static double Uptime(DateTimeOffset at)
    {
        var now = double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture);
        return now - (TimeProvider.System.GetUtcNow() - at).TotalSeconds;
    }

    async Task SetAsync(string app, params (string Name, string Value)[] settings)
    {
        foreach (var (name, value) in settings)
        {
            await stack.Client.SetSettingAsync(app, name, value);
        }
    }

    /// <summary>The sample that says hello, without its CHECKS.</summary>
    string WithoutChecks(string moreOfDockerfile = "")
    {
        var source = stack.Source("hello");
        File.Delete(Path.Combine(source, "CHECKS"));
        File.AppendAllText(Path.Combine(source, "Dockerfile"), moreOfDockerfile);
        return source;
    }
}
