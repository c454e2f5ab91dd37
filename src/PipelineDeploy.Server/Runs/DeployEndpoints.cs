using System.Security.Claims;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Pipelines;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Runs;

/// <summary>The door a deploy comes in by: a tar archive of a folder, or the name of an image.</summary>
static class DeployEndpoints
{
    const string KeyHeader = "Idempotency-Key";
    const string TriggerHeader = "X-PipelineDeploy-Trigger";
    const int LongestKey = 200;

    public static void MapDeploys(this WebApplication app) =>
        app.MapPost("/api/v1/apps/{app}/deploys", DeployAsync).Accepts<byte[]>(isOptional: true, "application/x-tar", "application/gzip", "application/x-gzip", "application/octet-stream").Produces<RunView>(202);

    static async Task<IResult> DeployAsync(
        string app, [FromQuery] string? pipeline, [FromQuery] string[]? input, [FromQuery] string? image, HttpRequest request, ClaimsPrincipal user, DeployStarter starter, SourceStore sources, RunViews views, CancellationToken cancellationToken)
    {
        var key = KeyOf(request, app, "deploy");
        var choice = ChoiceOf(pipeline, InputsOf(input ?? []), image);
        await starter.CheckAsync(app, choice, cancellationToken);
        var source = image is null ? await SaveAsync(request, sources, cancellationToken) : Without(request);
        var trigger = request.Headers[TriggerHeader] == "cli" ? "cli" : "api";
        var run = await starter.StartAsync(app, source, trigger, user.Identity!.Name!, key, choice, cancellationToken);
        return Results.Accepted($"/api/v1/runs/{run.Id}", await views.ViewAsync(run, cancellationToken));
    }

    // Only what is on disk is accepted: an acknowledged deploy is never lost.
    static Task<string> SaveAsync(HttpRequest request, SourceStore sources, CancellationToken cancellationToken)
    {
        request.HttpContext.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = SourceStore.MaxBytes + 1;
        return sources.SaveAsync(request.Body, cancellationToken);
    }

    static string? Without(HttpRequest request) => request.ContentLength > 0
        ? throw new UserErrorException("request.badInput", "A deploy of an image takes no archive", "Leave out the body, or 'image='.")
        : null;

    static DeployChoice ChoiceOf(string? pipeline, JsonObject inputs, string? image)
    {
        if (image is null)
        {
            return new DeployChoice(pipeline, inputs);
        }

        ImageReference.Parse(image);
        return inputs.TryAdd("image", image)
            ? new DeployChoice(pipeline ?? PipelineCatalog.OfImage, inputs)
            : throw new UserErrorException("request.badInput", "The image is given twice", "Leave out 'input=image='.");
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
