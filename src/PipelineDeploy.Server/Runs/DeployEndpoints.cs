using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Runs;

/// <summary>The door a deploy comes in by: a tar archive of a folder.</summary>
static class DeployEndpoints
{
    const string KeyHeader = "Idempotency-Key";
    const string TriggerHeader = "X-PipelineDeploy-Trigger";
    const int LongestKey = 200;

    public static void MapDeploys(this WebApplication app) =>
        app.MapPost("/api/v1/apps/{app}/deploys", DeployAsync).Accepts<byte[]>("application/x-tar", "application/gzip", "application/x-gzip", "application/octet-stream").Produces<RunView>(202);

    static async Task<IResult> DeployAsync(
        string app, HttpRequest request, ClaimsPrincipal user, DeployStarter starter, SourceStore sources, RunViews views, CancellationToken cancellationToken)
    {
        await starter.RequireAsync(app, cancellationToken);
        var key = KeyOf(request, app);
        request.HttpContext.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = SourceStore.MaxBytes + 1;
        // Only what is on disk is accepted: an acknowledged deploy is never lost.
        var source = await sources.SaveAsync(request.Body, cancellationToken);
        var trigger = request.Headers[TriggerHeader] == "cli" ? "cli" : "api";
        var run = await starter.StartAsync(app, source, trigger, user.Identity!.Name!, key, cancellationToken);
        return Results.Accepted($"/api/v1/runs/{run.Id}", await views.ViewAsync(run, cancellationToken));
    }

    static string? KeyOf(HttpRequest request, string app)
    {
        var key = request.Headers[KeyHeader].ToString();
        return key.Length switch
        {
            0 => null,
            <= LongestKey => $"deploy:{app}:{key}",
            _ => throw new UserErrorException("request.badKey", $"{KeyHeader} is {key.Length} characters long", $"Use at most {LongestKey}."),
        };
    }
}
