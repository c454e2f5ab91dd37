using PipelineDeploy.Contracts;
using PipelineDeploy.EndToEnd.Stack;

namespace PipelineDeploy.EndToEnd.Deploys;

/// <summary>The built-in pipelines besides <c>blue-green</c>, and what a source asks to be run, on the real engine.</summary>
[Collection(OtherStackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class BuiltInPipelineTests(DeployStack stack)
{
    const string Checks = "WAIT=0.2\n/health ok\n";

    [Fact]
    public async Task An_image_that_was_built_elsewhere_is_deployed_checked_and_replaced()
    {
        var (builder, app) = (await stack.NewAppAsync("builder"), await stack.NewAppAsync("image"));
        var built = await stack.DeployAsync(builder, stack.Source("hello", ("www/index.html", "Hello from the image"), ("CHECKS", Checks), ("Dockerfile", Dockerfile("COPY CHECKS ./"))));
        built.State.ShouldBe("succeeded");
        await stack.DeployVersionAsync(app, "v1");

        await using var visitor = new Visitor(app, stack.RouterPort);
        var cli = await stack.CliAsync("deploy", "--image", $"pipelinedeploy/{builder}:v1", "-a", app);

        cli.ExitCode.ShouldBe(0, cli.Errors);
        await visitor.LeaveContentAsync("Hello from v1", "Hello from the image");
        (cli.Output + cli.Errors).ShouldContain("CHECKS expected result:");
        (cli.Output + cli.Errors).ShouldContain($"-----> v2 is pipelinedeploy/{builder}:v1 (sha256:");
        (await stack.ContainersOfAsync(app)).ShouldBe([$"{app}-blue"]);
    }

    [Fact]
    public async Task An_app_that_bears_no_second_version_is_stopped_first()
    {
        var app = await stack.NewAppAsync("recreate");
        await stack.Client.SetSettingAsync(app, "ZERO_DOWNTIME", "false");
        (await stack.DeployVersionAsync(app, "v1")).Pipeline.ShouldBe("recreate");

        var run = await stack.DeployVersionAsync(app, "v2");

        run.State.ShouldBe("succeeded");
        (await Visitor.AskAsync(app, stack.RouterPort)).ShouldBe((200, "Hello from v2"));
        (await stack.ContainersOfAsync(app)).ShouldBe([$"{app}-blue"]);
        var log = await stack.LogOfAsync(run);
        log.IndexOf("-----> Stopped ", StringComparison.Ordinal).ShouldBeInRange(0, log.IndexOf("-----> Started ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stopped_version_is_started_again_when_the_new_one_fails_its_checks()
    {
        var app = await stack.NewAppAsync("again");
        await stack.Client.SetSettingAsync(app, "pipeline", "recreate");
        await stack.DeployVersionAsync(app, "v1");

        var run = await stack.DeployAsync(app, stack.Version("v2", "WAIT=0.2\nATTEMPTS=1\n/health nope\n"));

        run.State.ShouldBe("rolledBack");
        (await Visitor.AskAsync(app, stack.RouterPort)).ShouldBe((200, "Hello from v1"));
        (await stack.ContainersOfAsync(app)).ShouldBe([$"{app}-blue"]);
    }

    [Fact]
    public async Task The_traffic_moves_when_somebody_has_approved_and_goes_nowhere_when_somebody_has_not()
    {
        var app = await stack.NewAppAsync("approve");
        await stack.Client.SetSettingAsync(app, "pipeline", "approve-then-switch");

        var first = await stack.BeginDeployAsync(app, stack.Version("v1"));
        await stack.SeeStepAsync(first, "approve", "waiting");
        (await Visitor.AskAsync(app, stack.RouterPort)).Status.ShouldBe(503);
        await stack.Client.ApproveRunAsync(first.Id, new AnswerApproval());
        (await stack.EndOfAsync(first)).State.ShouldBe("succeeded");

        var second = await stack.BeginDeployAsync(app, stack.Version("v2"));
        await stack.SeeStepAsync(second, "approve", "waiting");
        await stack.Client.RejectRunAsync(second.Id, new AnswerApproval(Comment: "not today"));
        var rejected = await stack.EndOfAsync(second);

        (rejected.State, rejected.Error!.Code).ShouldBe(("rolledBack", "approval.rejected"));
        (await Visitor.AskAsync(app, stack.RouterPort)).ShouldBe((200, "Hello from v1"));
    }

    [Fact]
    public async Task A_migration_runs_before_green_starts_and_one_that_fails_leaves_blue_alone()
    {
        var app = await stack.NewAppAsync("migrate");
        await stack.Client.SetSettingAsync(app, "pipeline", "migrate-then-switch");
        var without = await stack.DeployVersionAsync(app, "v0");
        (without.State, without.Error!.Code).ShouldBe(("failed", "migrate.noCommand"));

        var good = await stack.DeployAsync(app, Migrating("v1", "release: echo migrating $APP to $RELEASE && ls /app/serve"));
        good.State.ShouldBe("succeeded");
        var log = await stack.LogOfAsync(good);
        log.ShouldContain($"       migrating {app} to v2\n       /app/serve\n");
        log.IndexOf("migrating", StringComparison.Ordinal).ShouldBeLessThan(log.IndexOf("-----> Started ", StringComparison.Ordinal));

        await using var visitor = new Visitor(app, stack.RouterPort);
        var bad = await stack.DeployAsync(app, Migrating("v2", "release: sh -c 'echo no such table; exit 4'"));

        (bad.State, bad.Error!.Code).ShouldBe(("failed", "migrate.failed"));
        bad.Error.Detail.ShouldBe("Its last lines:\nno such table");
        await visitor.LeaveContentAsync("Hello from v1");
        (await stack.ContainersOfAsync(app)).ShouldBe([$"{app}-blue"]);
    }

    [Fact]
    public async Task A_post_deploy_command_that_fails_puts_the_traffic_back()
    {
        var app = await stack.NewAppAsync("post");
        await stack.DeployVersionAsync(app, "v1");
        await stack.Client.SetSettingAsync(app, "postDeployCommand", "sh -c 'echo $CONTAINER_ID; exit 1'");
        await using var visitor = new Visitor(app, stack.RouterPort);

        var run = await stack.DeployVersionAsync(app, "v2");

        (run.State, run.Error!.Code, run.Error.Step).ShouldBe(("rolledBack", "run.failed", "post-deploy"));
        await visitor.LeaveContentAsync("Hello from v1", "Hello from v2");
        (await Visitor.AskAsync(app, stack.RouterPort)).Body.ShouldBe("Hello from v1");
        (await stack.ContainersOfAsync(app)).ShouldBe([$"{app}-blue"]);
    }

    [Fact]
    public async Task A_cancellation_kills_a_migration()
    {
        var app = await stack.NewAppAsync("kill");
        var run = await stack.BeginDeployAsync(app, Migrating("v1", "release: sh -c 'echo begun; sleep 300'"));
        await TestKit.Eventually.HoldsAsync(async () => (await stack.LogOfAsync(run)).Contains("       begun", StringComparison.Ordinal));

        await stack.Client.CancelRunAsync(run.Id);

        (await stack.EndOfAsync(run)).State.ShouldBe("cancelled");
        (await stack.ContainersOfAsync(app)).ShouldBeEmpty();
    }

    string Migrating(string version, string procfile) =>
        stack.Source("hello", ("www/index.html", $"Hello from {version}"), ("CHECKS", Checks), ("Procfile", procfile + "\n"));

    static string Dockerfile(string more) => $"FROM pipelinedeploy/busybox:1\nWORKDIR /app\nCOPY serve ./\nCOPY www ./www\n{more}\nEXPOSE 5000\nCMD [\"/app/serve\"]\n";
}
