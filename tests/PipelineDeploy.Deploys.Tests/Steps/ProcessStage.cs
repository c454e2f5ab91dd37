using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Processes;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Steps;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Config;
using PipelineDeploy.TestKit.Docker;
using PipelineDeploy.TestKit.Releases;
using PipelineDeploy.TestKit.Routing;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Tests.Steps;

/// <summary>An app of several processes in memory, and the steps that start, move and end them. Each run has a release of its own number.</summary>
sealed class ProcessStage : IDisposable
{
    public const string Procfile = "web: ./serve\nworker: bin/work\n";

    readonly InMemoryRouteStore _store = new(_ => true);
    readonly InMemoryReleaseStore _releases = new(_ => true);
    readonly InMemoryRouter _router = new();
    readonly RouterProbe _probe;
    int _made;

    public ProcessStage()
    {
        Engine = new InMemoryContainerEngine(Time);
        Routes = new RouteKeeper(_store, _router, new PlainVault());
        _probe = new RouterProbe(new PublicAddress(80), Time);
        _store.Add("shop");
    }

    public static ContainerLabels Labels { get; } = new("tests");

    public ManualTimeProvider Time { get; } = new();

    public InMemoryContainerEngine Engine { get; }

    public RouteKeeper Routes { get; }

    public AppRoute Route => _store.FindAsync("shop", CancellationToken.None).Result!;

    public List<string> Log { get; } = [];

    /// <summary>The settings of the runs.</summary>
    public JsonObject Settings { get; set; } = new() { ["scale"] = "web=2 worker=1" };

    /// <summary>Name and state of each container, by name.</summary>
    public IEnumerable<string> Names => Engine.Containers.OrderBy(container => container.Name, StringComparer.Ordinal).Select(container => container.Name + (container.IsRunning ? "" : $" {container.State}"));

    public ContainerInfo this[string name] => Engine.Containers.Single(container => container.Name == name);

    public StartStep Start() => new(Engine, Labels, _releases, new PlainVault(), Routes, HostPaths.None);

    public SwitchStep Switch() => new(Engine, Labels, Routes, new Drain(_router, Time), _probe, new PublicAddress(80));

    public RetireStep Retire() => new(Engine, Labels, Routes, new Drain(_router, Time));

    public StopStep Stop() => new(Engine, Labels, Routes);

    /// <summary>A step of a run, whose release is made when there is none of its number.</summary>
    public StepContext Context(long run, string? container = null, string procfile = Procfile)
    {
        for (; _made < run; _made++)
        {
            var content = new ReleaseContent("image", null) { Processes = Formation.Of(procfile, null).ToText() };
            _releases.AllotAsync("shop", new DriverTerm(_made + 1, 1), content, Time.GetUtcNow(), CancellationToken.None).Wait();
        }

        var inputs = new JsonObject { ["image"] = "image", ["release"] = run, ["container"] = container };
        return new StepContext(run, 1, "shop", "step", 1, inputs, null, new JsonObject { ["settings"] = Settings.DeepClone() }, new Dictionary<string, JsonObject>(), Time.GetUtcNow(), Log.Add) { Origin = run };
    }

    /// <summary>Starts a run's version; answers what its step hands on.</summary>
    public async Task<string> StartAsync(long run, string? restartPolicy = null)
    {
        var context = Context(run);
        context.Inputs["restartPolicy"] = restartPolicy;
        return (await Start().ExecuteAsync(context, CancellationToken.None)).ShouldBeOfType<StepOutcome.Done>().Output["container"]!.ToString();
    }

    /// <summary>Starts a run's version and gives it the traffic.</summary>
    public async Task ServeAsync(long run) => await Switch().ExecuteAsync(Context(run, await StartAsync(run)), CancellationToken.None);

    public void Dispose()
    {
        Routes.Dispose();
        _probe.Dispose();
    }
}
