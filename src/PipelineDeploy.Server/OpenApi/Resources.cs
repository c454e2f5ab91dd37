using PipelineDeploy.Server.Apps;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Calendar;
using PipelineDeploy.Server.Checks;
using PipelineDeploy.Server.Domains;
using PipelineDeploy.Server.Events;
using PipelineDeploy.Server.Git;
using PipelineDeploy.Server.Health;
using PipelineDeploy.Server.Imports;
using PipelineDeploy.Server.Operations;
using PipelineDeploy.Server.Pipelines;
using PipelineDeploy.Server.Releases;
using PipelineDeploy.Server.Runs;
using PipelineDeploy.Server.Schedules;
using PipelineDeploy.Server.Sources;
using PipelineDeploy.Server.Tokens;
using PipelineDeploy.Server.Users;
using PipelineDeploy.Server.Webhooks;

namespace PipelineDeploy.Server.OpenApi;

/// <summary>A resource of the API, by which the description groups its operations.</summary>
/// <param name="Endpoints">The class whose handlers belong to it.</param>
/// <param name="Name">Its tag.</param>
/// <param name="Description">What it is.</param>
sealed record Resource(Type Endpoints, string Name, string Description);

/// <summary>All resources, in the order in which one gets to know them.</summary>
static class Resources
{
    public static IReadOnlyList<Resource> All { get; } =
    [
        new(typeof(AppEndpoints), "apps", "Apps, what of them runs, and what they say"),
        new(typeof(DeployEndpoints), "deploys", "Starting a deploy"),
        new(typeof(RunEndpoints), "runs", "Runs of pipelines"),
        new(typeof(RunLogEndpoints), "runs", "Runs of pipelines"),
        new(typeof(RunHistoryEndpoints), "runs", "Runs of pipelines"),
        new(typeof(SignalEndpoints), "runs", "Runs of pipelines"),
        new(typeof(OverrideEndpoints), "runs", "Runs of pipelines"),
        new(typeof(ReleaseEndpoints), "releases", "Versions of an app, and the ways to and fro between them"),
        new(typeof(CheckEndpoints), "checks", "What must be seen before traffic moves"),
        new(typeof(SettingEndpoints), "settings", "Settings of an app and of all apps"),
        new(typeof(ConfigEndpoints), "config", "Variables of an app's environment"),
        new(typeof(ScaleEndpoints), "scale", "How many instances of each process run"),
        new(typeof(DomainEndpoints), "domains", "Host names of an app"),
        new(typeof(CertificateEndpoints), "certificates", "What domains show over HTTPS"),
        new(typeof(MaintenanceEndpoints), "maintenance", "Telling visitors to come back later"),
        new(typeof(PipelineEndpoints), "pipelines", "Pipelines, their versions and the kinds of steps"),
        new(typeof(DryRunEndpoints), "pipelines", "Pipelines, their versions and the kinds of steps"),
        new(typeof(ScheduleEndpoints), "schedules", "Deploys at certain times"),
        new(typeof(WindowEndpoints), "windows", "Times at which deploys may begin"),
        new(typeof(FreezeEndpoints), "freezes", "Times in which no deploy begins"),
        new(typeof(WebhookEndpoints), "webhooks", "Where git hosts tell of pushes"),
        new(typeof(DeliveryEndpoints), "webhooks", "Where git hosts tell of pushes"),
        new(typeof(ReceiverEndpoint), "webhooks", "Where git hosts tell of pushes"),
        new(typeof(GitAccessEndpoints), "git-access", "How an app signs in to hosts of git repositories"),
        new(typeof(SshKeyEndpoints), "ssh-keys", "Keys that people push with over SSH"),
        new(typeof(ImportEndpoints), "imports", "Apps that come from another tool"),
        new(typeof(EventEndpoints), "events", "What happens, live"),
        new(typeof(SignInEndpoints), "sign-in", "Signing in, and who one is"),
        new(typeof(UserEndpoints), "users", "People who sign in"),
        new(typeof(TokenEndpoints), "tokens", "API tokens"),
        new(typeof(AuditEndpoints), "audit", "Who changed what"),
        new(typeof(OperationEndpoints), "installation", "The installation itself"),
        new(typeof(HealthEndpoints), "health", "Whether the server lives and is ready"),
    ];

    /// <summary>The resource that a class's handlers belong to.</summary>
    public static Resource Of(Type endpoints) =>
        All.FirstOrDefault(resource => resource.Endpoints == endpoints) ?? throw new InvalidOperationException($"{endpoints.Name} belongs to no resource of {nameof(Resources)}");
}
