using System.Security.Claims;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
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
        string app, [FromQuery] string? pipeline, [FromQuery] string[]? input, HttpRequest request, ClaimsPrincipal user, DeployStarter starter, SourceStore sources, RunViews views, CancellationToken cancellationToken)
    {
        var key = KeyOf(request, app, "deploy");
        var choice = new DeployChoice(pipeline, InputsOf(input ?? []));
        await starter.CheckAsync(app, choice, cancellationToken);
        request.HttpContext.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = SourceStore.MaxBytes + 1;
        // Only what is on disk is accepted: an acknowledged deploy is never lost.
        var source = await sources.SaveAsync(request.Body, cancellationToken);
        var trigger = request.Headers[TriggerHeader] == "cli" ? "cli" : "api";
        var run = await starter.StartAsync(app, source, trigger, user.Identity!.Name!, key, choice, cancellationToken);
        return Results.Accepted($"/api/v1/runs/{run.Id}", await views.ViewAsync(run, cancellationToken));
    }

    static JsonObject InputsOf(string[] pairs)
    {
        var inputs = new JsonObject();
        foreach (var pair in pairs)
        {
            if (pair.Split('=', 2) is not [{ Length: > 0 } name, var value] || !inputs.TryAdd(name, value))
            {
                throw new UserErrorException("request.badInput", $"'{pair}' is no input, or stands there twice", "Write each as input=<name>=<value>.");
            }
        }

        return inputs;
    }

    /// <summary>What makes repeated requests one run; null for none.</summary>
    internal static string? KeyOf(HttpRequest request, string app, string what)
    {
        var key = request.Headers[KeyHeader].ToString();
        return key.Length switch
        {
            0 => null,
            <= LongestKey => $"{what}:{app}:{key}",
            _ => throw new UserErrorException("request.badKey", $"{KeyHeader} is {key.Length} characters long", $"Use at most {LongestKey}."),
        };
    }
}
