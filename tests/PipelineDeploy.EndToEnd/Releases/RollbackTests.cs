using PipelineDeploy.Contracts;
using PipelineDeploy.EndToEnd.Stack;

namespace PipelineDeploy.EndToEnd.Releases;

[Collection(OtherStackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class RollbackTests(DeployStack stack)
{
    [Fact]
    public async Task The_release_before_comes_back_with_its_image_and_config_without_a_lost_request()
    {
        var app = await stack.NewAppAsync("back");
        await stack.Client.ChangeConfigAsync(app, new ChangeConfig(new Dictionary<string, string> { ["MODE"] = "first" }));
        await stack.DeployEnvAsync(app, "v1");
        await stack.Client.ChangeConfigAsync(app, new ChangeConfig(new Dictionary<string, string> { ["MODE"] = "second", ["MORE"] = "x" }, NoRestart: true));
        await stack.DeployEnvAsync(app, "v2");
        (await stack.AskEnvAsync(app)).ShouldBe("v2 second x");

        var preview = await stack.Client.PreviewRollbackAsync(app, null);
        await using var visitor = new Visitor(app, stack.RouterPort);
        var (exitCode, output, errors) = await stack.CliAsync("rollback", "-a", app);

        (preview.From.Number, preview.To.Number, preview.ChangesImage, preview.Undoes).ShouldBe((2, 1, true, null));
        (string.Join(',', preview.Added), string.Join(',', preview.Removed), string.Join(',', preview.Changed)).ShouldBe(("", "MORE", "MODE"));
        exitCode.ShouldBe(0, output + errors);
        output.ShouldContain(": v1 serves");
        (await stack.AskEnvAsync(app)).ShouldBe("v1 first");
        (await visitor.LeaveAsync()).Failed.ShouldBe(0);
        (await stack.ContainersOfAsync(app)).ShouldBe([$"{app}-blue"]);
        (await stack.Client.ListReleasesAsync(app)).Items.Select(release => (release.Number, release.Serves)).ShouldBe([(2, false), (1, true)]);
    }

    [Fact]
    public async Task While_the_old_version_still_runs_it_has_the_traffic_back_at_once()
    {
        var app = await stack.NewAppAsync("instant", waitToRetire: "10m");
        (await stack.DeployVersionAsync(app, "v1")).State.ShouldBe("succeeded");
        var deploy = await stack.BeginDeployAsync(app, stack.Version("v2"));
        await stack.SeeStepAsync(deploy, "wait-to-retire", "waiting");
        var v1 = (await stack.Client.GetStatusAsync(app)).Containers.Single(container => container.Release == 1).Id;

        await using var visitor = new Visitor(app, stack.RouterPort);
        var preview = await stack.Client.PreviewRollbackAsync(app, null);
        var run = await stack.Client.RollBackAsync(app, new RollBack());

        preview.Undoes.ShouldBe(deploy.Id);
        (await stack.EndOfAsync(deploy)).State.ShouldBe("cancelled");
        var back = await stack.EndOfAsync(run);
        (back.State, back.Release, back.Trigger).ShouldBe(("succeeded", 1, "rollback"));
        back.Steps.Where(step => step.State == "succeeded").Select(step => step.Id).ShouldBe(["release"]);
        (await visitor.LeaveAsync()).Failed.ShouldBe(0);
        (await stack.Client.GetStatusAsync(app)).Containers.Single().Id.ShouldBe(v1);
        (await Visitor.AskAsync(app, stack.RouterPort)).Body.ShouldBe("Hello from v1");
    }

    [Fact]
    public async Task When_the_old_version_is_being_stopped_already_the_release_is_started_anew_behind_that()
    {
        var app = await stack.NewAppAsync("late");
        await stack.Client.SetSettingAsync(app, "stopTimeout", "8s");
        var stubborn = stack.Source("hello", ("www/index.html", "Hello from v1"), ("serve", "#!/bin/sh\ntrap '' TERM\nhttpd -f -p 5000 -h /app/www\n"));
        File.SetUnixFileMode(Path.Combine(stubborn, "serve"), UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        (await stack.DeployAsync(app, stubborn)).State.ShouldBe("succeeded");
        var deploy = await stack.BeginDeployAsync(app, stack.Version("v2"));
        await stack.SeeStepAsync(deploy, "retire", "running");

        var preview = await stack.Client.PreviewRollbackAsync(app, null);
        var run = await stack.Client.RollBackAsync(app, new RollBack());

        (preview.To.Number, preview.Undoes).ShouldBe((1, null));
        (await stack.EndOfAsync(deploy)).State.ShouldBe("succeeded");
        var back = await stack.EndOfAsync(run);
        (back.State, back.Release, back.Steps.Single(step => step.Id == "switch").State).ShouldBe(("succeeded", 1, "succeeded"));
        (await Visitor.AskAsync(app, stack.RouterPort)).Body.ShouldBe("Hello from v1");
        (await stack.ContainersOfAsync(app)).ShouldBe([$"{app}-blue"]);
    }

    [Fact]
    public async Task A_release_that_fails_its_checks_gets_no_traffic_and_what_serves_goes_on()
    {
        var app = await stack.NewAppAsync("bad");
        (await stack.DeployVersionAsync(app, "v1")).State.ShouldBe("succeeded");
        (await stack.DeployAsync(app, stack.Version("v2", "WAIT=0.1\nATTEMPTS=1\n/health no\n"))).State.ShouldBe("rolledBack");

        var run = await stack.EndOfAsync(await stack.Client.RollBackAsync(app, new RollBack(2)));

        (run.State, run.Error.ShouldNotBeNull().Step).ShouldBe(("rolledBack", "check"));
        (await Visitor.AskAsync(app, stack.RouterPort)).Body.ShouldBe("Hello from v1");
        (await stack.ContainersOfAsync(app)).ShouldBe([$"{app}-blue"]);
    }

    [Fact]
    public async Task Whoever_goes_back_twice_gets_further_back_and_a_later_deploy_is_gone_back_from_to_what_it_replaced()
    {
        var app = await stack.NewAppAsync("chain");
        foreach (var version in new[] { "v1", "v2", "v3" })
        {
            (await stack.DeployVersionAsync(app, version)).State.ShouldBe("succeeded");
        }

        (await stack.EndOfAsync(await stack.Client.RollBackAsync(app, new RollBack()))).Release.ShouldBe(2);
        (await stack.EndOfAsync(await stack.Client.RollBackAsync(app, new RollBack()))).Release.ShouldBe(1);
        (await stack.DeployVersionAsync(app, "v4")).Release.ShouldBe(4);

        (await stack.Client.PreviewRollbackAsync(app, null)).To.Number.ShouldBe(1);
    }

    [Fact]
    public async Task What_cannot_be_gone_back_to_is_refused_with_the_reason()
    {
        var app = await stack.NewAppAsync("refused");
        (await RefusedAsync(app, null)).ShouldBe((409, "rollback.nothingServes"));
        await stack.DeployVersionAsync(app, "v1");

        (await RefusedAsync(app, null)).ShouldBe((409, "rollback.noneBefore"));
        (await RefusedAsync(app, 1)).ShouldBe((409, "rollback.serves"));
        (await RefusedAsync(app, 9)).ShouldBe((404, "release.notFound"));
        await stack.DeployVersionAsync(app, "v2");
        var going = await stack.BeginDeployAsync(app, stack.Version("v3", "WAIT=60\n/health ok\n"));
        await stack.SeeStepAsync(going, "check", "waiting");
        (await RefusedAsync(app, null)).ShouldBe((409, "rollback.busy"));
        await stack.Client.CancelRunAsync(going.Id);
        (await stack.EndOfAsync(going)).State.ShouldBe("cancelled");
        await stack.Engine.RemoveImageAsync($"pipelinedeploy/{app}:v1", CancellationToken.None);
        await stack.RemoveRunTagsAsync(app);
        (await RefusedAsync(app, 1)).ShouldBe((409, "release.imageGone"));
    }

    [Fact]
    public async Task A_rollback_goes_on_when_the_server_is_killed_in_the_middle_of_it()
    {
        var app = await stack.NewAppAsync("killed");
        await stack.DeployVersionAsync(app, "v1");
        await stack.DeployVersionAsync(app, "v2");
        var run = await stack.Client.RollBackAsync(app, new RollBack());

        await stack.Server.Process.KillAsync();
        await stack.Server.StartAsync();
        await stack.Server.ReadyAsync();

        (await stack.EndOfAsync(run)).State.ShouldBe("succeeded");
        (await Visitor.AskAsync(app, stack.RouterPort)).Body.ShouldBe("Hello from v1");
        (await stack.ContainersOfAsync(app)).ShouldBe([$"{app}-blue"]);
    }

    async Task<(int Status, string Code)> RefusedAsync(string app, int? release)
    {
        var problem = (await Should.ThrowAsync<ApiException>(() => stack.Client.RollBackAsync(app, new RollBack(release)))).Problem;
        problem.Hint.ShouldNotBeNullOrWhiteSpace();
        return (problem.Status, problem.Code!);
    }
}
