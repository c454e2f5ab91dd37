using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.EndToEnd.Stack;
using PipelineDeploy.TestKit;

namespace PipelineDeploy.EndToEnd.Deploys;

/// <summary>Apps with several processes and instances, on the real engine.</summary>
[Collection(StackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class ProcessTests(DeployStack stack)
{
    const string Web = "web: sh -c 'hostname > /app/www/who; exec /app/serve'\n";
    const string Worker = "worker: sh -c 'trap \"exit 0\" TERM; echo at work; sleep 600 & wait'\n";

    // It says when it begins and when it ends, and whether another one was at work by then.
    const string LoneWorker =
        "worker: sh -c 'mkdir /data/lock || echo twice >> /data/log; echo start >> /data/log; trap \"echo stop >> /data/log; rmdir /data/lock; exit 0\" TERM; sleep 600 & wait'\n";

    [Fact]
    public async Task Several_instances_share_the_traffic_and_are_replaced_together_without_a_lost_request()
    {
        var app = await stack.NewAppAsync("procs", waitToRetire: "1s");
        await stack.Client.SetSettingAsync(app, "defaultChecksWait", "0.5s");
        (await stack.CliAsync("scale", "web=2", "-a", app)).ExitCode.ShouldBe(0);
        (await stack.DeployAsync(app, Version("v1", Web + Worker))).State.ShouldBe("succeeded");
        (await stack.ContainersOfAsync(app)).ShouldBe([$"{app}-blue", $"{app}-blue-web-2"]);
        await using var visitor = new Visitor(app, stack.RouterPort);

        var scaled = await stack.CliAsync("scale", "worker=1", "-a", app);
        var second = await stack.ContainersOfAsync(app);
        var run = await stack.DeployAsync(app, Version("v2", Web + Worker));

        scaled.ExitCode.ShouldBe(0, scaled.Errors);
        scaled.Output.ShouldMatch("worker +1 +app");
        second.ShouldBe([$"{app}-blue", $"{app}-blue-web-2", $"{app}-blue-worker-1"]);
        (run.State, run.Release).ShouldBe(("succeeded", 3));
        await visitor.LeaveContentAsync("Hello from v1", "Hello from v2");
        (await stack.ContainersOfAsync(app)).ShouldBe(second);
        (await FoundAsync(app)).ShouldAllBe(container => container.IsRunning && ContainerLabels.RunOf(container) == run.Id);
        (await stack.ServingAsync(app)).ShouldBe([$"v3-r{run.Id}-web-1", $"v3-r{run.Id}-web-2"], ignoreOrder: true);
        var asked = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Visitor.AskAsync(app, stack.RouterPort, "/who")));
        asked.Distinct().Count().ShouldBe(2);
        var log = await stack.LogOfAsync(run);
        log.ShouldContain("-----> Attempting pre-flight checks (web.2)\n");
        log.ShouldContain("-----> Default container check successful! (worker.1)\n");
        log.ShouldContain($"=====> {app} worker.1 container output:\n       at work\n");
        (await stack.CliAsync("logs", "-a", app)).Output.ShouldContain("at work");
    }

    [Fact]
    public async Task A_worker_that_does_not_stay_up_fails_the_deploy_and_the_old_one_works_on()
    {
        var app = await stack.NewAppAsync("badworker");
        await stack.Client.SetSettingAsync(app, "defaultChecksWait", "1s");
        await stack.Client.SetScaleAsync(app, new SetScale(new Dictionary<string, int> { ["worker"] = 1 }, NoRestart: true));
        (await stack.DeployAsync(app, Version("v1", Worker))).State.ShouldBe("succeeded");
        var before = await FoundAsync(app);

        var run = await stack.DeployAsync(app, Version("v2", "worker: sh -c 'echo no work; exit 3'\n"));

        (run.State, run.Error!.Step).ShouldBe(("rolledBack", "check"));
        run.Error.Message.ShouldStartWith($"worker.1: {app}-green-worker-1 ended");
        run.Error.Detail.ShouldNotBeNull().ShouldContain("no work");
        var after = await FoundAsync(app);
        after.Select(container => (container.Id, container.Name, container.StartedAt, container.IsRunning)).ShouldBe(
            before.Select(container => (container.Id, container.Name, container.StartedAt, true)), ignoreOrder: true);
        (await Visitor.AskAsync(app, stack.RouterPort)).ShouldBe((200, "Hello from v1"));
    }

    [Fact]
    public async Task A_worker_that_must_not_run_twice_never_does_and_is_started_again_when_the_deploy_fails()
    {
        var app = await stack.NewAppAsync("lone");
        await stack.Client.SetSettingAsync(app, "defaultChecksWait", "0.5s");
        await stack.Client.SetSettingAsync(app, "volumes", "data:/data");
        await stack.Client.SetSettingAsync(app, "noOverlap", "worker");
        await stack.Client.SetScaleAsync(app, new SetScale(new Dictionary<string, int> { ["worker"] = 1 }));
        (await stack.DeployAsync(app, Version("v1", LoneWorker))).State.ShouldBe("succeeded");
        (await stack.DeployAsync(app, Version("v2", LoneWorker))).State.ShouldBe("succeeded");

        var failed = await stack.DeployAsync(app, Version("v3", LoneWorker, "WAIT=0.2\nATTEMPTS=1\n/health nope\n"));

        failed.State.ShouldBe("rolledBack");
        var worker = (await FoundAsync(app)).Single(container => ContainerLabels.ProcessOf(container) == "worker");
        (worker.Name, worker.IsRunning, ContainerLabels.ReleaseOf(worker)).ShouldBe(($"{app}-blue-worker-1", true, 2));
        // v1, v2, v3 until it is given up, v2 again.
        await Eventually.SeeAsync(
            async () => (await stack.Engine.ExecAsync(worker.Id, ["cat", "/data/log"], CancellationToken.None)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            lines => lines.SequenceEqual(["start", "stop", "start", "stop", "start", "stop", "start"]), "each begins after the end of the one before");
    }

    [Fact]
    public async Task A_server_killed_between_two_containers_goes_on_with_those_there_are()
    {
        const string Kills = "afterCreateContainer:start:forward#2,afterRenameContainer:switch:forward#4";
        var app = await stack.NewAppAsync("killprocs");
        await stack.Client.SetSettingAsync(app, "defaultChecksWait", "0.5s");
        await stack.Client.SetScaleAsync(app, new SetScale(new Dictionary<string, int> { ["web"] = 2, ["worker"] = 1 }));
        (await stack.DeployAsync(app, Version("v1", Worker))).State.ShouldBe("succeeded");
        stack.Failpoints.Arm(Kills);
        await stack.Server.StartAsync(stack.Failpoints.Variable);
        var run = await stack.BeginDeployAsync(app, Version("v2", Worker));
        await Eventually.HoldsAsync(
            async () =>
            {
                if (stack.Server.Process.Process.HasExited)
                {
                    await stack.Server.LaunchAsync(stack.Failpoints.Variable);
                }

                return await stack.Database.ScalarAsync<bool>($"select finished_at is not null from runs where id = {run.Id}");
            },
            "the run ends",
            TimeSpan.FromSeconds(90));
        await stack.Server.StartAsync();

        stack.Failpoints.GoneOff.ShouldBe(2);
        (await stack.Client.GetRunAsync(run.Id)).State.ShouldBe("succeeded");
        (await stack.ContainersOfAsync(app)).ShouldBe([$"{app}-blue", $"{app}-blue-web-2", $"{app}-blue-worker-1"]);
        (await FoundAsync(app)).ShouldAllBe(container => container.IsRunning && ContainerLabels.RunOf(container) == run.Id);
        (await stack.ServingAsync(app)).Count.ShouldBe(2);
        (await Visitor.AskAsync(app, stack.RouterPort)).ShouldBe((200, "Hello from v2"));
    }

    Task<IReadOnlyList<ContainerInfo>> FoundAsync(string app) =>
        stack.Engine.ListContainersAsync(new Dictionary<string, string> { [ContainerLabels.App] = app }, CancellationToken.None);

    string Version(string version, string procfile, string checks = "WAIT=0.2\n/health ok\n") =>
        stack.Source("hello", ("www/index.html", $"Hello from {version}"), ("CHECKS", checks), ("Procfile", procfile));
}
