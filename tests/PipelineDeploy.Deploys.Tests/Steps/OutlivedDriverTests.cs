using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Steps;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Config;
using PipelineDeploy.TestKit.Docker;
using PipelineDeploy.TestKit.Releases;
using PipelineDeploy.TestKit.Routing;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Tests.Steps;

/// <summary>A driver that was stopped in the middle of a step comes back when a newer run of its app is under way.</summary>
public sealed class OutlivedDriverTests
{
    static readonly ContainerLabels Labels = new("tests");
    readonly ManualTimeProvider _time = new();
    readonly InMemoryContainerEngine _engine;

    public OutlivedDriverTests() => _engine = new InMemoryContainerEngine(_time);

    [Fact]
    public async Task It_retires_nothing_that_the_newer_run_has_started()
    {
        var (store, router) = (new InMemoryRouteStore(_ => true), new InMemoryRouter());
        store.Add("shop");
        using var keeper = new RouteKeeper(store, router, new PlainVault());
        await StartAsync("shop-blue", run: 1);
        var newer = await StartAsync("shop-green", run: 3);

        await new RetireStep(_engine, Labels, keeper, new Drain(router, _time)).ExecuteAsync(Context(run: 2), CancellationToken.None);

        _engine.Containers.Select(container => container.Id).ShouldBe([newer]);
    }

    [Fact]
    public async Task It_does_not_take_the_name_away_from_the_newer_green()
    {
        var newer = await StartAsync("shop-green", run: 3);
        using var keeper = new RouteKeeper(new InMemoryRouteStore(_ => true), new InMemoryRouter(), new PlainVault());

        var refused = await Should.ThrowAsync<UserErrorException>(() => new StartStep(_engine, Labels, new InMemoryReleaseStore(_ => true), new PlainVault(), keeper, HostPaths.None).ExecuteAsync(Context(run: 2), CancellationToken.None));

        refused.Error.Code.ShouldBe("container.newer");
        _engine.Containers.Select(container => container.Id).ShouldBe([newer]);
    }

    async Task<string> StartAsync(string name, long run)
    {
        var spec = new ContainerSpec(name, "image", Labels.ForProcess("shop", run, (int)run, "web", 1), new Dictionary<string, string>(), 5000);
        var id = await _engine.CreateContainerAsync(spec, CancellationToken.None);
        await _engine.StartContainerAsync(id, CancellationToken.None);
        return id;
    }

    StepContext Context(long run) => new(
        run, 1, "shop", "step", 1, new JsonObject { ["image"] = "image", ["release"] = 2 }, null, [], new Dictionary<string, JsonObject>(), _time.GetUtcNow(), _ => { });
}
