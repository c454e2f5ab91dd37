using System.Security.Claims;
using System.Text.Json.Nodes;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Pipelines;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.OpenApi;

namespace PipelineDeploy.Server.Pipelines;

/// <summary>The door at which one asks what a pipeline would do.</summary>
static class DryRunEndpoints
{
    public static void MapDryRuns(this WebApplication app) =>
        app.MapPost("/api/v1/pipelines/dry-run", DryRunAsync).RequireAuthorization(SignIn.SignedIn).WithMetadata(new ChangesNothing())
            .Operation("dryRunPipeline", "app.notFound", "pipeline.invalid", "pipeline.notExpandable", "run.badInput", "router.noCounters", "setting.badValue");

    /// <summary>What a run of a pipeline would do for an app, step by step, with the app's settings; touches nothing.</summary>
    internal static async Task<DryRunView> DryRunAsync(
        DryRunPipeline asked, ClaimsPrincipal user, PipelineRehearsal rehearsal, DryRunViews views, CancellationToken cancellationToken)
    {
        user.Require(Role.Viewer, asked.App);
        var inputs = new JsonObject((asked.Inputs ?? new Dictionary<string, string>()).Select(input => KeyValuePair.Create(input.Key, (JsonNode?)input.Value)));
        return views.ViewOf(asked.App, await rehearsal.RehearseAsync(asked.App, asked.Text, inputs, cancellationToken));
    }
}
