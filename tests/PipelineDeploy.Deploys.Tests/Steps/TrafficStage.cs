using System.Globalization;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Steps;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Config;
using PipelineDeploy.TestKit.Docker;
using PipelineDeploy.TestKit.Routing;

namespace PipelineDeploy.Deploys.Tests.Steps;

/// <summary>An app with containers and traffic in memory, for the steps that move the traffic and look at it. Run 7 is the one that is played.</summary>
sealed class TrafficStage : IDisposable
{
    public const long Run = 7;

    static readonly ContainerLabels Labels = new("tests");
    readonly InMemoryRouteStore _store = new(_ => true);
    readonly Dictionary<string, TargetCounters> _counters = [];
    readonly RouterProbe _probe;
    Exception? _away;

    public TrafficStage()
    {
        Engine = new InMemoryContainerEngine(Time);
        Router = new InMemoryRouter { Counters = target => _away is null ? _counters.TryGetValue(target, out var one) ? [one] : [] : throw _away };
        Routes = new RouteKeeper(_store, Router, new PlainVault());
        _probe = new RouterProbe(new PublicAddress(80), Time);
        _store.Add("shop");
    }

    public ManualTimeProvider Time { get; } = new();

    public InMemoryContainerEngine Engine { get; }

    public InMemoryRouter Router { get; }

    public RouteKeeper Routes { get; }

    public AppRoute Route => _store.FindAsync("shop", CancellationToken.None).Result!;

    /// <summary>Name and weight of each target that gets requests, blue first.</summary>
    public IEnumerable<(string, int)> Shares => Route.Serving.Select(target => (target.Name, target.Weight));

    public string NameOf(string container) => Engine.Containers.Single(one => one.Id == container).Name;

    public SwitchStep Switch() => new(Engine, Labels, Routes, new Drain(Router, Time), _probe, new PublicAddress(80));

    public CanaryStep Canary() => new(Switch(), Engine, Router, Routes, Time);

    public WatchStep Watch() => new(Engine, Router, Routes, Time);

    /// <summary>Starts a container of a run; its release has the run's number.</summary>
    public async Task<string> StartAsync(string name, long run)
    {
        var spec = new ContainerSpec(name, "image", Labels.ForProcess("shop", run, (int)run, "web", 1), new Dictionary<string, string>(), 5000);
        var id = await Engine.CreateContainerAsync(spec, CancellationToken.None);
        await Engine.StartContainerAsync(id, CancellationToken.None);
        return id;
    }

    /// <summary>A version that gets all of the traffic.</summary>
    public async Task<string> ServeAsync(string name, long run)
    {
        var id = await StartAsync(name, run);
        await Routes.ChangeAsync("shop", route => route.SwitchTo([TargetOf(id, run)], Time.GetUtcNow()), null, CancellationToken.None);
        return id;
    }

    public ServingTarget TargetOf(string container, long run) => new(
        NameOf(run), container, "127.0.0.1", Engine.Containers.Single(one => one.Id == container).PublishedPorts[5000], AppRoute.FullWeight, (int)run, run);

    /// <summary>What the proxy has counted of a run's target, since it began to.</summary>
    public void Counts(long run, long requests, long errors = 0, long unanswered = 0, long connectionErrors = 0, int slowestMs = 10, string source = "1") =>
        _counters[NameOf(run)] = new TargetCounters(source, new TrafficCount(requests, errors, unanswered, connectionErrors), [.. Enumerable.Range(1, 100).Select(rank => TimeSpan.FromMilliseconds(rank < 95 ? 5 : slowestMs))]);

    /// <summary>The proxy does not answer, or does again.</summary>
    public void Away(Exception? why) => _away = why;

    public void Dispose()
    {
        Routes.Dispose();
        _probe.Dispose();
    }

    static string NameOf(long run) => string.Create(CultureInfo.InvariantCulture, $"v{run}-r{run}-web-1");
}
