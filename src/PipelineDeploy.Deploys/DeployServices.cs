using Microsoft.Extensions.DependencyInjection;
using PipelineDeploy.Deploys.Calendar;
using PipelineDeploy.Deploys.Checks;
using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Deploys.Diagnosis;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Domains;
using PipelineDeploy.Deploys.Housekeeping;
using PipelineDeploy.Deploys.Imports;
using PipelineDeploy.Deploys.Notifications;
using PipelineDeploy.Deploys.OneOffs;
using PipelineDeploy.Deploys.Outbound;
using PipelineDeploy.Deploys.Pipelines;
using PipelineDeploy.Deploys.Processes;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Schedules;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Deploys.Sources.Compose;
using PipelineDeploy.Deploys.Sources.Git;
using PipelineDeploy.Deploys.Steps;
using PipelineDeploy.Deploys.Webhooks;
using PipelineDeploy.Workflows.Driving;
using PipelineDeploy.Workflows.Housekeeping;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Steps;
using PipelineDeploy.Workflows.Waiting;

namespace PipelineDeploy.Deploys;

/// <summary>Registers the domain and the engine that drives it. The stores, the container engine and the router come from outside.</summary>
public static class DeployServices
{
    /// <summary>Registers the step kinds, the pipelines, the engine and what watches the containers.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="data">The server's own folder.</param>
    /// <param name="address">Where people reach the apps.</param>
    /// <param name="outbound">Where steps may send requests.</param>
    /// <param name="mail">The mail server; null when there is none.</param>
    /// <param name="hostPaths">What containers may be given of the host.</param>
    public static IServiceCollection AddDeploys(
        this IServiceCollection services, DataFolder data, PublicAddress address, OutboundRules outbound, MailOptions? mail, HostPaths hostPaths)
    {
        services.AddSingleton(data).AddSingleton(address).AddSingleton(hostPaths);
        services.AddSingleton<SourceStore>().AddSingleton<SourceGlance>().AddSingleton<ComposeSources>().AddSingleton<SourceSettings>().AddHostedService<SourceSweep>().AddSingleton(outbound).AddSingleton(GitLimits.Usual).AddSingleton<GitAccess>().AddSingleton<GitSources>();
        services.AddSingleton<IChecker, HttpChecker>().AddSingleton<CheckRunner>().AddSingleton<ChecksTrial>().AddSingleton<RouteKeeper>().AddSingleton<Drain>();
        services.AddSingleton(provider => new RouterProbe(address, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<OneOffRunner>().AddSingleton<OneOffEnvironment>();
        services.AddSingleton(new OutboundDialer(outbound)).AddSingleton<OutboundHttp>().AddSingleton(new Mailer(mail));
        services.AddSingleton<DriftWatch>().AddSweep<OrphanSweep>().AddSweep<ImageSweep>();
        services.AddSingleton<IDiagnosis, EngineDiagnosis>().AddSingleton<IDiagnosis, RouterDiagnosis>().AddSingleton<IDiagnosis, DiskDiagnosis>().AddSingleton<IDiagnosis, CertificateDiagnosis>();
        services.AddSingleton<RouteReconciler>().AddHostedService(provider => provider.GetRequiredService<RouteReconciler>());
        services.AddSingleton<RouteChanges>().AddSingleton<AppDomains>().AddSingleton<AppScale>().AddSingleton<AppImport>();
        services.AddHostedService<ContainerWatcher>();
        services.AddSingleton<IRunGate, CalendarGate>();
        services.AddSingleton<AppConfig>().AddSingleton<EnvDefaults>().AddSingleton<ConfigSecrets>().AddSingleton<IRunSecrets>(provider => provider.GetRequiredService<ConfigSecrets>());
        services.AddSingleton<PipelineCatalog>().AddSingleton<PipelineRehearsal>().AddSingleton<BuiltInPipelines>().AddSingleton<DeployStarter>()
            .AddSingleton<Rollbacks>().AddSingleton<Promotions>().AddSingleton<ConfigReleases>().AddSingleton<ScheduledDeploys>();
        services.AddWebhooks();
        return services.AddStepKinds().AddEngine();
    }

    static IServiceCollection AddSweep<T>(this IServiceCollection services)
        where T : class, IChore, ISweep => services
        .AddSingleton<T>().AddSingleton<IChore>(provider => provider.GetRequiredService<T>()).AddSingleton<ISweep>(provider => provider.GetRequiredService<T>());

    static IServiceCollection AddStepKinds(this IServiceCollection services) => services
        .AddSingleton<IStepKind, BuildStep>()
        .AddSingleton<IStepKind, ReleaseStep>()
        .AddSingleton<IStepKind, StartStep>()
        .AddSingleton<IStepKind, CheckStep>()
        .AddSingleton<IStepKind, RunStep>()
        .AddSingleton<IStepKind, MigrateStep>()
        .AddSingleton<IStepKind, HookStep>()
        .AddSingleton<IStepKind, HttpStep>()
        .AddSingleton<IStepKind, NotifyStep>()
        .AddSingleton<IStepKind, ImageStep>()
        .AddSingleton<IStepKind, StopStep>()
        .AddSingleton<IStepKind, SwitchStep>().AddSingleton<SwitchStep>()
        .AddSingleton<IStepKind, CanaryStep>()
        .AddSingleton<IStepKind, WatchStep>()
        .AddSingleton<IStepKind, WaitStep>()
        .AddSingleton<IStepKind, SignalStep>()
        .AddSingleton<IStepKind, ApproveStep>()
        .AddSingleton<IStepKind, RetireStep>();

    static IServiceCollection AddEngine(this IServiceCollection services) => services
        .AddSingleton<StepCatalog>()
        .AddSingleton<RunSignals>()
        .AddSingleton<ActiveRuns>()
        .AddSingleton<StepExecutor>()
        .AddSingleton<RunDriver>()
        .AddHostedService<RunSweeper>()
        .AddHostedService<Leases>();
}
