using PipelineDeploy.EndToEnd.Stack;
using PipelineDeploy.TestKit;

namespace PipelineDeploy.EndToEnd.Deploys;

/// <summary>The hooks of a source, on the real engine, in an image that does not hold them.</summary>
[Collection(OtherStackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class HookTests(DeployStack stack)
{
    [Fact]
    public async Task They_run_at_their_places_and_one_that_fails_keeps_the_new_version_from_its_visitors()
    {
        var app = await stack.NewAppAsync("hooks");

        var good = await stack.DeployAsync(app, WithHooks("v1", "echo before $APP $RELEASE", "echo between ${LISTEN_IP:+somewhere}:$LISTEN_PORT", "echo after ${#CONTAINER_ID}"));

        good.State.ShouldBe("succeeded", good.Error?.Message);
        good.Steps.Select(step => step.Id).ShouldBe(
            ["build", "pre-deploy-hook", "migrate", "start", "check", "check-deploy-hook", "switch", "post-deploy-hook", "post-deploy", "wait-to-retire", "retire"]);
        (await stack.LogOfAsync(good)).Split('\n').Where(line => line.Trim().Split(' ')[0] is "before" or "between" or "after")
            .ShouldBe([$"       before {app} v1", "       between somewhere:5000", "       after 64"]);

        var bad = await stack.DeployAsync(app, WithHooks("v2", "true", "echo not today; exit 4", "true"));

        (bad.State, bad.Error!.Code, bad.Error.Step, bad.Error.Detail).ShouldBe(("rolledBack", "hook.failed", "check-deploy-hook", "Its last lines:\nnot today"));
        (await Visitor.AskAsync(app, stack.RouterPort)).ShouldBe((200, "Hello from v1"));
        (await stack.ContainersOfAsync(app)).ShouldBe([$"{app}-blue"]);
    }

    [Fact]
    public async Task A_server_that_is_killed_while_one_runs_is_followed_by_one_that_does_not_start_it_again()
    {
        var app = await stack.NewAppAsync("hooks");
        var run = await stack.BeginDeployAsync(app, WithHooks("v1", "echo begun at $(cat /proc/uptime); sleep 4", "true", "true"));
        await Eventually.SeeAsync(() => stack.LogOfAsync(run), log => log.Contains("begun at", StringComparison.Ordinal), "the hook has begun");

        await stack.Server.Process.KillAsync();
        await stack.Server.StartAsync();

        var end = await stack.EndOfAsync(run);
        end.State.ShouldBe("succeeded", end.Error?.Message);
        var log = (await stack.LogOfAsync(run)).Split('\n');
        log.ShouldContain(" !     Another server has started it; what it wrote so far follows once more");
        log.Where(line => line.Contains("begun at", StringComparison.Ordinal)).Distinct().Count().ShouldBe(1);
        end.Steps.Single(step => step.Id == "pre-deploy-hook").Attempt.ShouldBe(1);
    }

    [Fact]
    public async Task One_that_is_not_executable_is_told_before_there_is_a_run()
    {
        var app = await stack.NewAppAsync("hooks");
        var source = WithHooks("v1", "true", "true", "true");
        File.SetUnixFileMode(Path.Combine(source, ".pipelinedeploy/hooks/post-deploy"), UnixFileMode.UserRead);

        var cli = await stack.CliAsync("deploy", source, "-a", app);

        cli.ExitCode.ShouldBe(2);
        cli.Errors.ShouldContain("pdeploy: .pipelinedeploy/hooks/post-deploy is not executable. Make it so: chmod +x .pipelinedeploy/hooks/post-deploy");
        (await stack.Client.ListRunsAsync(app)).Items.ShouldBeEmpty();
    }

    string WithHooks(string version, string preDeploy, string checkDeploy, string postDeploy)
    {
        var source = stack.Version(version);
        var folder = Directory.CreateDirectory(Path.Combine(source, ".pipelinedeploy/hooks")).FullName;
        foreach (var (hook, command) in new[] { ("pre-deploy", preDeploy), ("check-deploy", checkDeploy), ("post-deploy", postDeploy) })
        {
            File.WriteAllText(Path.Combine(folder, hook), $"#!/bin/sh\n{command}\n");
            File.SetUnixFileMode(Path.Combine(folder, hook), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return source;
    }
}
