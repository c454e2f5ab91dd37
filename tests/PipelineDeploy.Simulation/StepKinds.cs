using System.Text.Json.Nodes;
using PipelineDeploy.Deploys;
using PipelineDeploy.Deploys.Checks;
using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.OneOffs;
using PipelineDeploy.Deploys.Pipelines;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Deploys.Sources.Compose;
using PipelineDeploy.Deploys.Steps;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Config;
using PipelineDeploy.TestKit.Docker;
using PipelineDeploy.TestKit.Releases;
using PipelineDeploy.TestKit.Routing;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Steps;
using PipelineDeploy.Workflows.Waiting;

namespace PipelineDeploy.Simulation;

/// <summary>What every world shares: the step kinds and the pipeline.</summary>
static class StepKinds
{
    static readonly ContainerLabels Labels = new("simulation");
    static readonly SourceStore Sources = new(Uploads.Folder, TimeProvider.System);
    static readonly PublicAddress Address = new(80);

    // Nobody listens there: who watches the traffic of a world is the witness.
    static readonly RouterProbe Probe = new(Address, TimeProvider.System, new NoNetwork());

    /// <summary>The pipeline of a plain deploy, as it is shipped.</summary>
    public static PipelineDefinition Deploy { get; } = ReadPipeline();

    /// <summary>The same, but somebody has to say "go" before the traffic is switched.</summary>
    public static PipelineDefinition DeployOnGo { get; } = WithGo(Deploy);

    /// <summary>What finds the containers of an app.</summary>
    public static Dictionary<string, string> LabelsOf(string app) => Labels.OfApp(app);

    /// <summary>All step kinds, for real.</summary>
    public static IReadOnlyList<IStepKind> Of(
        IContainerEngine engine, IChecker checker, IReleaseStore releases, RouteKeeper routes, Drain drain, DataFolder data, TimeProvider time) =>
    [
        new BuildStep(
            engine, Labels, Sources, releases, new EnvDefaults(new InMemoryConfigStore(), new PlainVault(), time), data, new ComposeSources(new InMemoryConfigStore(), new PlainVault(), new SourceGlance(Sources)), new PlainVault(), time),
        new StartStep(engine, Labels, releases, new PlainVault(), routes, HostPaths.None),
        new MigrateStep(engine, new OneOffRunner(engine, Labels, HostPaths.None, time), new OneOffEnvironment(engine, releases, new PlainVault())),
        new RunStep(engine, new OneOffRunner(engine, Labels, HostPaths.None, time), new OneOffEnvironment(engine, releases, new PlainVault())),
        new CheckStep(engine, Labels, new CheckRunner(engine, checker, time), routes),
        new SwitchStep(engine, Labels, routes, drain, Probe, Address),
        new WaitStep(),
        new SignalStep(),
        new RetireStep(engine, Labels, routes, drain),
    ];

    static PipelineDefinition WithGo(PipelineDefinition deploy)
    {
        var go = new StepDefinition("go", "wait-for-signal", ["check"], new JsonObject { ["timeout"] = "120s" }, Compensates: false, IsPivot: false);
        return deploy with
        {
            Name = "on-go",
            Steps = [.. deploy.Steps.SelectMany(step => step.Id == "switch" ? [go, step with { Needs = ["go"] }] : new[] { step })],
        };
    }

    static PipelineDefinition ReadPipeline()
    {
        var (time, router) = (new ManualTimeProvider(), new InMemoryRouter());
        using var keeper = new RouteKeeper(new InMemoryRouteStore(_ => true), router, new PlainVault());
        var engine = new InMemoryContainerEngine(time);
        var kinds = Of(engine, new HttpChecker(time), new InMemoryReleaseStore(_ => true), keeper, new Drain(router, time), Uploads.Folder, time);
        return PipelineLoader.Load(BuiltInPipelines.Texts[PipelineCatalog.Default], new StepCatalog(kinds).Kinds);
    }

    sealed class NoNetwork : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromException<HttpResponseMessage>(new HttpRequestException("A world has no network."));
    }
}
