using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Steps;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Config;
using PipelineDeploy.TestKit.Docker;
using PipelineDeploy.TestKit.Routing;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Tests.Steps;

public sealed class StopStepTests : IDisposable
{
    readonly ManualTimeProvider _time = new();
    readonly InMemoryContainerEngine _engine;
    readonly InMemoryRouteStore _store = new(_ => true);
    readonly RouteKeeper _routes;

    public StopStepTests()
    {
        _engine = new InMemoryContainerEngine(_time);
        _routes = new RouteKeeper(_store, new InMemoryRouter(), new PlainVault());
        _store.Add("shop");
    }

    public void Dispose() => _routes.Dispose();

    [Fact]
    public async Task What_serves_is_stopped_and_stays_in_the_route()
    {
        var blue = await ServeAsync(run: 5);

        var done = (await Step().OnceAsync()).ShouldBeOfType<StepOutcome.Done>();

        done.Output["stopped"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldBe(["shop-blue"]);
        _engine.Containers.Single(container => container.Id == blue).IsRunning.ShouldBeFalse();
        (await _routes.ReadAsync("shop", CancellationToken.None)).Serving.Select(target => target.Container).ShouldBe([blue]);
    }

    [Fact]
    public async Task Undone_it_serves_again_where_Docker_publishes_it_now()
    {
        var blue = await ServeAsync(run: 5);
        var step = Step();
        await step.OnceAsync();

        await step.UndoAsync();
        await step.UndoAsync();

        var container = _engine.Containers.Single(container => container.Id == blue);
        container.IsRunning.ShouldBeTrue();
        (await _routes.ReadAsync("shop", CancellationToken.None)).Serving.ShouldHaveSingleItem().Port.ShouldBe(container.PublishedPorts[5000]);
    }

    [Fact]
    public async Task What_the_run_itself_has_brought_is_left_alone()
    {
        var own = await ServeAsync(run: 7);

        (await Step().OnceAsync()).ShouldBeOfType<StepOutcome.Done>().Note.ShouldBe("nothing served");

        _engine.Containers.Single(container => container.Id == own).IsRunning.ShouldBeTrue();
    }

    async Task<string> ServeAsync(long run)
    {
        var id = await _engine.CreateContainerAsync(
            new ContainerSpec("shop-blue", "image", new ContainerLabels("tests").ForProcess("shop", run, 1, "web", 1), new Dictionary<string, string>(), 5000), CancellationToken.None);
        await _engine.StartContainerAsync(id, CancellationToken.None);
        var port = _engine.Containers.Single(container => container.Id == id).PublishedPorts[5000];
        await _routes.ChangeAsync(
            "shop", route => route.SwitchTo([new ServingTarget("v1", id, "127.0.0.1", port, AppRoute.FullWeight, 1, run)], _time.GetUtcNow()), null, CancellationToken.None);
        return id;
    }

    PlayedStep Step() => new(new StopStep(_engine, new ContainerLabels("tests"), _routes), _time, []);
}
