using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Pipelines;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Postgres;
using PipelineDeploy.Postgres.Housekeeping;
using PipelineDeploy.Postgres.Migrations;
using PipelineDeploy.Postgres.Runs;
using PipelineDeploy.Server.Apps;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Calendar;
using PipelineDeploy.Server.Checks;
using PipelineDeploy.Server.Conditions;
using PipelineDeploy.Server.Config;
using PipelineDeploy.Server.Dashboard;
using PipelineDeploy.Server.Domains;
using PipelineDeploy.Server.Events;
using PipelineDeploy.Server.Failpoints;
using PipelineDeploy.Server.Git;
using PipelineDeploy.Server.Health;
using PipelineDeploy.Server.Idempotency;
using PipelineDeploy.Server.Imports;
using PipelineDeploy.Server.OpenApi;
using PipelineDeploy.Server.Operations;
using PipelineDeploy.Server.Pipelines;
using PipelineDeploy.Server.Releases;
using PipelineDeploy.Server.Runs;
using PipelineDeploy.Server.Schedules;
using PipelineDeploy.Server.Sources;
using PipelineDeploy.Server.Telemetry;
using PipelineDeploy.Server.Tokens;
using PipelineDeploy.Server.Users;
using PipelineDeploy.Server.Webhooks;

namespace PipelineDeploy.Server;

/// <summary>Puts the server together: this is the only place that knows all parts.</summary>
public static class ServerHost
{
    const long LargestBody = 25 * 1024 * 1024;

    /// <summary>Builds a server that is ready to run: database migrated, first token written, built-in pipelines published, router's configuration in place.</summary>
    /// <exception cref="PipelineDeploy.Workflows.UserErrorException">Something it needs is missing or cannot be used.</exception>
    public static async Task<WebApplication> BuildAsync(string[] args, ServerOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.WebHost.UseUrls(options.Listen);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        builder.AddTelemetry(options);
        PrivateFolder.Ensure(options.Data);
        AddServices(builder.Services, options, await DatabasePreparation.RunAsync(options.Database, TimeProvider.System, CancellationToken.None));
        var app = builder.Build();
        await app.Services.GetRequiredService<KeyCheck>().EnsureAsync(CancellationToken.None);
        await app.Services.GetRequiredService<FirstToken>().EnsureAsync(CancellationToken.None);
        await app.Services.GetRequiredService<SetUpToken>().EnsureAsync(CancellationToken.None);
        await app.Services.GetRequiredService<BuiltInPipelines>().PublishAsync(CancellationToken.None);
        await app.Services.GetRequiredService<IRouterProgram>().PrepareAsync(CancellationToken.None);
        MapDoors(app, options);
        return app;
    }

    static void AddServices(IServiceCollection services, ServerOptions options, PreparedDatabase database)
    {
        services.AddSingleton(new ContainerLabels(database.Installation));
        services.AddSingleton(options).AddSingleton(TimeProvider.System);
        services.AddSingleton<IContainerEngine>(provider => DockerEngine.Connect(options.Docker, provider.GetRequiredService<TimeProvider>()));
        services.AddRouter(options);
        services.AddPostgres(options.Database, options.Logs).AddHousekeeping();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = RunDrain.TakesAtMost);
        services.AddDeploys(new DataFolder(options.Data), options.Public, options.Outbound, options.Mail, options.HostPaths);
        services.AddSingleton<AppViews>().AddSingleton<ConfigChanges>().AddSingleton<RunViews>().AddSingleton<DryRunViews>().AddSingleton<ReleaseViews>().AddSingleton<DomainViews>().AddSingleton<RunStream>().AddSingleton<AppLogStream>();
        services.AddKeys();
        services.AddEvents().AddHealth();
        services.AddHostedService<NodeBeat>();
        services.AddSignIn().AddAudit().AddApiLimit(options.ApiLimit).AddSingleton<TokenRequests>();
        services.AddWebhookDoors(options);
        services.AddGit(options);
        services.AddApiDescription().AddIdempotency().AddConditions();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, WireJson.Default);
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
        });
        // Outside of Development a request that cannot be read would be answered 400 without a word.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddExceptionHandler<RefusedStatements>().AddExceptionHandler<ProblemWriter>();
        if (options.Failpoints is { } failpoints)
        {
            services.AddFailpoints(failpoints, Path.Combine(options.Data, "failpoints"));
        }
    }

    static void MapDoors(WebApplication app, ServerOptions options)
    {
        app.UseTelemetry();
        app.UseTrustedProxies(options.TrustedProxies);
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(ProblemWriter.ForEmptyAnswer);
        app.UseMiddleware<SecurityHeaders>();
        app.UseAuthentication();
        app.UseMiddleware<AuditTrail>();
        app.UseRateLimiter();
        app.UseMiddleware<SameOrigin>();
        app.UseAuthorization();
        app.UseMiddleware<QueryTexts>();
        app.UseMiddleware<IdempotentRequests>();
        app.UseMiddleware<Preconditions>();
        app.MapOpenApi().AllowAnonymous();
        app.MapHealth();
        app.MapSignIn();
        app.MapUsers();
        app.MapTokens();
        app.MapAudit();
        app.MapApps();
        app.MapSettings();
        app.MapChecks();
        app.MapConfig();
        app.MapImports();
        app.MapScale();
        app.MapDomains();
        app.MapCertificates();
        app.MapMaintenance();
        app.MapGitAccess();
        app.MapWebhooks();
        app.MapGit();
        app.MapSshKeys();
        app.MapPipelines();
        app.MapDryRuns();
        app.MapDeploys();
        app.MapReleases();
        app.MapRuns();
        app.MapRunLog();
        app.MapRunHistory();
        app.MapOverrides();
        app.MapWindows();
        app.MapFreezes();
        app.MapSchedules();
        app.MapSignals();
        app.MapOperations();
        app.MapEvents();
        app.MapDashboard();
    }
}
