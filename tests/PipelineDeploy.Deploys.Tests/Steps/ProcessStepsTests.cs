using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Housekeeping;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Tests.Steps;

/// <summary>The processes of an app are started, moved, retired and taken back together.</summary>
public sealed class ProcessStepsTests : IDisposable
{
    static readonly CancellationToken None = CancellationToken.None;
    static readonly string[] Blue = ["shop-blue", "shop-blue-web-2", "shop-blue-worker-1"];
    static readonly string[] Green = ["shop-green", "shop-green-web-2", "shop-green-worker-1"];
    readonly ProcessStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task Each_instance_has_its_command_and_labels_and_only_web_a_port()
    {
        var first = await _stage.StartAsync(1);

        _stage.Names.ShouldBe(Green);
        _stage["shop-green"].Id.ShouldBe(first);
        Spec("shop-green").Command.ShouldBe(["./serve"]);
        Spec("shop-green-worker-1").Command.ShouldBe(["bin/work"]);
        Green.Select(name => Spec(name).Port is not null).ShouldBe([true, true, false]);
        Green.Select(name => Spec(name).Environment["PORT"]).ShouldBe(["5000", "5000", "5000"]);
        Green.Select(name => (_stage[name].Labels[ContainerLabels.Process], _stage[name].Labels[ContainerLabels.Index])).ShouldBe([("web", "1"), ("web", "2"), ("worker", "1")]);
    }

    [Fact]
    public async Task What_was_made_before_a_crash_is_not_made_again()
    {
        await _stage.StartAsync(1);
        var first = _stage["shop-green"].Id;
        await _stage.Engine.RemoveContainerAsync("shop-green-worker-1", None);
        await _stage.Engine.StopContainerAsync("shop-green-web-2", TimeSpan.Zero, None);

        await _stage.StartAsync(1);

        _stage.Names.ShouldBe(Green);
        _stage["shop-green"].Id.ShouldBe(first);
    }

    [Fact]
    public async Task A_scale_of_what_the_app_does_not_have_is_told()
    {
        _stage.Settings["scale"] = "mailer=2";

        await _stage.StartAsync(1);

        _stage.Names.ShouldBe(["shop-green"]);
        _stage.Log[0].ShouldBe(" !     The scale names 'mailer', which v1 does not have: nothing is started for it");
    }

    [Fact]
    public async Task All_of_web_gets_the_traffic_and_the_worker_is_renamed_with_it()
    {
        await _stage.ServeAsync(1);
        await _stage.ServeAsync(2);

        _stage.Names.ShouldBe([.. Blue, "shop-retired-v1", "shop-retired-v1-web-2", "shop-retired-v1-worker-1"]);
        _stage.Route.Serving.Select(target => (target.Name, target.Weight)).ShouldBe([("v2-r2-web-1", 100), ("v2-r2-web-2", 100)]);
        _stage.Route.Targets.Count.ShouldBe(4);
    }

    [Fact]
    public async Task An_instance_of_web_that_does_not_run_keeps_the_traffic_where_it_is()
    {
        await _stage.ServeAsync(1);
        var green = await _stage.StartAsync(2);
        await _stage.Engine.StopContainerAsync("shop-green-web-2", TimeSpan.Zero, None);

        var error = (await Should.ThrowAsync<UserErrorException>(() => _stage.Switch().ExecuteAsync(_stage.Context(2, green), None))).Error;

        (error.Code, error.Message).ShouldBe(("container.notRunning", "shop-green-web-2 is exited, so it gets no traffic"));
        _stage.Route.Serving.ShouldAllBe(target => target.RunId == 1);
    }

    [Fact]
    public async Task Names_that_a_crash_has_left_half_way_are_put_right()
    {
        await _stage.ServeAsync(1);
        await _stage.ServeAsync(2);
        await _stage.Engine.RenameContainerAsync("shop-blue-worker-1", "shop-green-worker-1", None);
        await _stage.Engine.RenameContainerAsync("shop-retired-v1-worker-1", "shop-blue-worker-1", None);

        await _stage.Switch().ExecuteAsync(_stage.Context(2, _stage["shop-blue"].Id), None);

        _stage.Names.ShouldBe([.. Blue, "shop-retired-v1", "shop-retired-v1-web-2", "shop-retired-v1-worker-1"]);
        ContainerLabels.RunOf(_stage["shop-blue-worker-1"]).ShouldBe(2);
    }

    [Fact]
    public async Task What_is_undone_is_as_it_was()
    {
        await _stage.ServeAsync(1);
        await _stage.ServeAsync(2);

        await _stage.Switch().CompensateAsync(_stage.Context(2), None);
        _stage.Names.ShouldBe([.. Blue, .. Green]);
        await _stage.Start().CompensateAsync(_stage.Context(2), None);

        _stage.Names.ShouldBe(Blue);
        _stage.Engine.Containers.ShouldAllBe(container => ContainerLabels.RunOf(container) == 1);
        _stage.Route.Targets.Select(target => target.Name).ShouldBe(["v1-r1-web-1", "v1-r1-web-2"]);
    }

    [Fact]
    public async Task The_old_worker_goes_with_its_web_and_the_new_one_stays()
    {
        await _stage.ServeAsync(1);
        await _stage.ServeAsync(2);

        var done = (await _stage.Retire().ExecuteAsync(_stage.Context(2), None)).ShouldBeOfType<StepOutcome.Done>();

        done.Output["retired"]!.AsArray().Count.ShouldBe(3);
        _stage.Names.ShouldBe(Blue);
        _stage.Engine.Containers.ShouldAllBe(container => ContainerLabels.RunOf(container) == 2);
    }

    [Fact]
    public async Task A_process_that_is_scaled_down_is_gone_after_the_next_deploy()
    {
        await _stage.ServeAsync(1);
        _stage.Settings["scale"] = "";

        await _stage.ServeAsync(2);
        await _stage.Retire().ExecuteAsync(_stage.Context(2), None);

        _stage.Names.ShouldBe(["shop-blue"]);
    }

    [Fact]
    public async Task A_lone_worker_makes_room_before_the_new_one_starts_and_is_given_back()
    {
        _stage.Settings["noOverlap"] = "worker";
        await _stage.ServeAsync(1);
        Spec("shop-blue-worker-1").RestartPolicy.ShouldBe("unless-stopped", "Docker must not start it again by itself");
        Spec("shop-blue").RestartPolicy.ShouldBe("always");

        await _stage.StartAsync(2);
        _stage.Names.ShouldBe(["shop-blue", "shop-blue-web-2", "shop-blue-worker-1 exited", .. Green]);
        await _stage.Start().CompensateAsync(_stage.Context(2), None);

        _stage.Names.ShouldBe(Blue);
        _stage.Log.TakeLast(5).ShouldContain("-----> Started shop-blue-worker-1 again");
    }

    [Fact]
    public async Task A_lone_worker_of_a_newer_run_is_left_alone()
    {
        _stage.Settings["noOverlap"] = "worker";
        await _stage.ServeAsync(2);

        (await Should.ThrowAsync<UserErrorException>(() => _stage.StartAsync(1))).Error.Code.ShouldBe("container.newer");

        _stage["shop-blue-worker-1"].IsRunning.ShouldBeTrue();
    }

    [Fact]
    public async Task An_app_that_is_stopped_first_is_stopped_with_its_workers_and_comes_back_with_them()
    {
        await _stage.ServeAsync(1);

        await _stage.Stop().ExecuteAsync(_stage.Context(2), None);
        _stage.Names.ShouldBe(Blue.Select(name => $"{name} exited"));
        await _stage.Stop().CompensateAsync(_stage.Context(2), None);

        _stage.Names.ShouldBe(Blue);
        _stage.Route.Serving.Select(target => target.Port).ShouldBe([_stage["shop-blue"].PublishedPorts[5000], _stage["shop-blue-web-2"].PublishedPorts[5000]]);
    }

    [Fact]
    public async Task A_canary_gives_both_of_web_a_share()
    {
        await _stage.ServeAsync(1);
        var green = await _stage.Switch().TargetsAsync(_stage.Context(2, await _stage.StartAsync(2)), None);

        _stage.Route.Share(green, 10, _stage.Time.GetUtcNow()).Serving.Select(target => (target.RunId, target.Weight)).ShouldBe([(1, 90), (1, 90), (2, 10), (2, 10)]);
    }

    [Fact]
    public async Task A_green_worker_that_an_earlier_run_left_is_removed_and_one_of_a_canary_renamed()
    {
        await _stage.StartAsync(1);
        await _stage.StartAsync(2);
        _stage.Names.ShouldBe(Green);
        var route = _stage.Route.SwitchTo(await _stage.Switch().TargetsAsync(_stage.Context(2, _stage["shop-green"].Id), None), _stage.Time.GetUtcNow());
        await _stage.Routes.ChangeAsync("shop", _ => route, null, None);

        await _stage.StartAsync(3);

        _stage.Names.ShouldBe([.. Green, "shop-retired-v2", "shop-retired-v2-web-2", "shop-retired-v2-worker-1"]);
    }

    [Fact]
    public async Task A_worker_is_an_orphan_only_when_its_web_is_in_no_route()
    {
        await _stage.ServeAsync(1);
        await _stage.StartAsync(2);
        _stage.Time.Advance(TimeSpan.FromHours(1));
        var found = _stage.Engine.Containers.Select(container => container with { CreatedAt = _stage.Time.GetUtcNow() - TimeSpan.FromHours(1) }).ToList();

        var actions = Orphans.Decide(found, new LiveRuns([], 9), [_stage.Route], _stage.Time.GetUtcNow());

        actions.Select(action => action.Container.Name).Order().ShouldBe(Green);
    }

    [Theory]
    [InlineData("running", "always", null)]
    [InlineData("exited", "always", "drift.containerStopped")]
    [InlineData("restarting", "always", "drift.containerRestarting")]
    [InlineData("restarting", "unless-stopped", "drift.containerRestarting")]
    [InlineData("exited", "unless-stopped", null)]
    [InlineData("exited", "no", null)]
    public async Task A_worker_of_what_serves_that_does_not_run_is_told_unless_that_may_be_meant(string state, string policy, string? code)
    {
        await _stage.ServeAsync(1);
        var found = _stage.Engine.Containers.Select(container => container.Name == "shop-blue-worker-1" ? container with { State = state, RestartPolicy = policy } : container).ToList();

        var drift = Drift.Find(_stage.Route, found);

        drift.Select(one => one.Error.Code).ShouldBe(code is null ? [] : [code]);
        drift.ShouldAllBe(one => one.Name == "worker.1" && one.Error.Message.StartsWith("shop-blue-worker-1, worker.1 of v1 of shop, ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_command_that_the_image_does_not_have_is_told_with_its_process()
    {
        _stage.Engine.Starting = _ => throw new ContainerEngineException(400, "exec: \"./serve\": no such file");

        var error = (await Should.ThrowAsync<UserErrorException>(() => _stage.StartAsync(1))).Error;

        error.ShouldBe(new UserError("process.cannotStart", "web.1 cannot be started: exec: \"./serve\": no such file", "Its command in the Procfile becomes: ./serve"));
    }

    ContainerSpec Spec(string name) => _stage.Engine.SpecOf(name);
}
