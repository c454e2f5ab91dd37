using PipelineDeploy.EndToEnd.Stack;

namespace PipelineDeploy.EndToEnd.Deploys;

[Collection(StackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class BlueGreenTests(DeployStack stack)
{
    [Fact]
    public async Task A_folder_becomes_a_serving_app_and_the_next_one_replaces_it_without_a_lost_request()
    {
        var app = await stack.NewAppAsync("switch", waitToRetire: "1s");
        var (exitCode, _, errors) = await stack.CliAsync("deploy", stack.Version("v1"), "-a", app);
        exitCode.ShouldBe(0, errors);
        (await Visitor.AskAsync(app, stack.RouterPort)).ShouldBe((200, "Hello from v1"));

        await using var visitor = new Visitor(app, stack.RouterPort);
        (exitCode, var output, errors) = await stack.CliAsync("deploy", stack.Version("v2"), "-a", app);

        exitCode.ShouldBe(0, errors);
        await visitor.LeaveContentAsync("Hello from v1", "Hello from v2");
        (await stack.ContainersOfAsync(app)).ShouldBe([$"{app}-blue"]);
        (output + errors).ShouldContain("=====> Application deployed:");
        (output + errors).ShouldMatch(@"traffic goes to v2; 0 of [\d,]+ requests failed meanwhile");
    }

    [Fact]
    public async Task Every_step_of_the_pipeline_is_told_with_its_times()
    {
        var app = await stack.NewAppAsync("story");

        var run = await stack.DeployVersionAsync(app, "v1");

        run.State.ShouldBe("succeeded");
        run.Release.ShouldBe(1);
        run.Steps.Select(step => (step.Id, step.State)).ShouldBe(
        [
            ("build", "succeeded"), ("migrate", "skipped"), ("start", "succeeded"), ("check", "succeeded"),
            ("switch", "succeeded"), ("post-deploy", "skipped"), ("wait-to-retire", "skipped"), ("retire", "succeeded"),
        ]);
        run.Steps.Where(step => step.State == "succeeded").ShouldAllBe(step => step.StartedAt != null && step.FinishedAt >= step.StartedAt);
    }

    [Fact]
    public async Task A_newer_deploy_takes_the_place_of_one_that_is_still_queued()
    {
        var app = await stack.NewAppAsync("queue");
        await stack.DeployVersionAsync(app, "v1");

        var going = await stack.BeginDeployAsync(app, stack.Version("v2", "WAIT=2\n/health ok\n"));
        await stack.SeeStepAsync(going, "check", "waiting");
        var queued = await stack.BeginDeployAsync(app, stack.Version("v3"));
        var newest = await stack.BeginDeployAsync(app, stack.Version("v4"));

        (await stack.EndOfAsync(queued)).State.ShouldBe("superseded");
        (await stack.EndOfAsync(going)).State.ShouldBe("succeeded");
        (await stack.EndOfAsync(newest)).State.ShouldBe("succeeded");
        (await Visitor.AskAsync(app, stack.RouterPort)).Body.ShouldBe("Hello from v4");
    }

    [Fact]
    public async Task A_run_that_is_cancelled_while_it_waits_to_retire_gives_the_traffic_back()
    {
        var app = await stack.NewAppAsync("cancel", waitToRetire: "60s");
        (await stack.DeployVersionAsync(app, "v1")).State.ShouldBe("succeeded");
        var run = await stack.BeginDeployAsync(app, stack.Version("v2"));
        await stack.SeeStepAsync(run, "wait-to-retire", "waiting");
        (await Visitor.AskAsync(app, stack.RouterPort)).Body.ShouldBe("Hello from v2");

        await using var visitor = new Visitor(app, stack.RouterPort);
        await stack.Client.CancelRunAsync(run.Id);

        (await stack.EndOfAsync(run)).State.ShouldBe("cancelled");
        await visitor.LeaveContentAsync("Hello from v1", "Hello from v2");
        (await Visitor.AskAsync(app, stack.RouterPort)).Body.ShouldBe("Hello from v1");
        (await stack.ContainersOfAsync(app)).ShouldBe([$"{app}-blue"]);
    }

    [Fact]
    public async Task A_cancellation_reaches_a_build_while_it_works()
    {
        var app = await stack.NewAppAsync("stopbuild");
        var source = stack.Source("hello", ("Dockerfile", "FROM pipelinedeploy/busybox:1\nRUN sleep 120\n"));
        var run = await stack.BeginDeployAsync(app, source);
        await stack.SeeStepAsync(run, "build", "running");

        await stack.Client.CancelRunAsync(run.Id);

        (await stack.EndOfAsync(run)).State.ShouldBe("cancelled");
    }
}
