using System.Security.Claims;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Pipelines;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Deploys.Sources.Git;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Idempotency;
using PipelineDeploy.Server.OpenApi;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Server.Runs;

/// <summary>What is asked of a deploy besides its archive.</summary>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Input">Inputs of the pipeline, each <c>name=value</c>.</param>
/// <param name="Image">An image in place of an archive.</param>
/// <param name="Git">Address of a repository in place of an archive.</param>
/// <param name="Ref">What of the repository; alone: of the one that the app's setting names.</param>
/// <param name="Rebuild">The source that serves, once more; with <c>Pipeline</c> by that one.</param>
sealed record DeployQuery(
    [FromQuery(Name = "pipeline")] string? Pipeline,
    [FromQuery(Name = "input")] string[]? Input,
    [FromQuery(Name = "image")] string? Image,
    [FromQuery(Name = "git")] string? Git,
    [FromQuery(Name = "ref")] string? Ref,
    [FromQuery(Name = "rebuild")] bool? Rebuild)
{
    public bool IsGit => Git is not null || Ref is not null;
}

/// <summary>The door a deploy comes in by: a tar archive of a folder, the name of an image, a git repository, or what serves already.</summary>
static class DeployEndpoints
{
    const string TriggerHeader = "X-PipelineDeploy-Trigger";

    static readonly string[] Errors =
    [
        "pipeline.notFound", "pipeline.notExpandable", "run.badInput", "run.subjectBusy", "request.badInput", "redeploy.nothingServes", "router.noCounters",
        "source.empty", "source.tooLarge", "image.badReference", "http.addressRefused", "git.authNeeded", "git.authRefused", "git.badRef", "git.badUrl", "git.failed", "git.hostKey",
        "git.insecure", "git.noUrl", "git.notFound", "git.redirected", "git.secretInUrl", "git.timedOut", "git.tooLarge", "git.unknownRef", "git.unreachable",
    ];

    public static void MapDeploys(this WebApplication app) =>
        app.MapPost("/api/v1/apps/{app}/deploys", DeployAsync).RequireAuthorization(SignIn.Deployers).Accepts<byte[]>(isOptional: true, "application/x-tar", "application/gzip", "application/x-gzip", "application/octet-stream").Produces<RunView>(202).WithMetadata(new KeepsOwnKeys())
            .Operation("deploy", Errors);

    /// <summary>Deploys a tar archive of a folder, an image, a git repository, or what serves once more.</summary>
    internal static async Task<IResult> DeployAsync(
        string app, [AsParameters] DeployQuery query, HttpRequest request, ClaimsPrincipal user, DeployStarter starter, SourceStore sources, GitSources git, ISettingStore settings,
        RunViews views, CancellationToken cancellationToken)
    {
        var key = KeyOf(request, app, "deploy");
        var choice = ChoiceOf(query.Pipeline, InputsOf(query.Input ?? []), query.Image);
        RequireOneSource(query, request);
        await starter.CheckAsync(app, query.Rebuild == true ? null : choice, cancellationToken);
        var trigger = request.Headers[TriggerHeader] == "cli" ? "cli" : "api";
        var actor = user.Identity!.Name!;
        if (query.Rebuild == true)
        {
            return await AcceptedAsync(await starter.RedeployAsync(app, trigger, actor, key, concurrency: null, query.Pipeline is null ? null : choice, cancellationToken), views, cancellationToken);
        }

        var source = query.Image is not null ? null
            : query.IsGit ? await git.FetchAsync(app, await RepositoryAsync(app, query.Git, settings, cancellationToken), query.Ref, cancellationToken)
            : new DeploySource(await SaveAsync(request, sources, cancellationToken));
        return await AcceptedAsync(await starter.StartAsync(app, source, trigger, actor, key, choice, cancellationToken), views, cancellationToken);
    }

    static async Task<IResult> AcceptedAsync(Run run, RunViews views, CancellationToken cancellationToken) =>
        Results.Accepted($"/api/v1/runs/{run.Id}", await views.ViewAsync(run, cancellationToken));

    static async Task<string> RepositoryAsync(string app, string? url, ISettingStore settings, CancellationToken cancellationToken) =>
        url ?? ((await settings.ReadAsync(app, cancellationToken))[SettingDefinition.GitSetting].Value is { Length: > 0 } own
            ? own
            : throw new UserErrorException(
                "git.noUrl", $"{app} has no repository that a ref could be of", $"Name one: --git <url>; or keep it: pdeploy settings set {SettingDefinition.GitSetting}=<url> -a {app}"));

    // Only what is on disk is accepted: an acknowledged deploy is never lost.
    static Task<string> SaveAsync(HttpRequest request, SourceStore sources, CancellationToken cancellationToken)
    {
        request.HttpContext.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = SourceStore.MaxBytes + 1;
        return sources.SaveAsync(request.Body, cancellationToken);
    }

    static void RequireOneSource(DeployQuery query, HttpRequest request)
    {
        string[] given = [.. query.Image is null ? [] : new[] { "an image" }, .. query.IsGit ? ["a git repository"] : Array.Empty<string>(), .. query.Rebuild == true ? ["a rebuild"] : Array.Empty<string>()];
        if (given.Length > 1 || (given.Length == 1 && request.ContentLength > 0))
        {
            throw new UserErrorException("request.badInput", $"A deploy has one source, and this one has {string.Join(" and ", given)}{(request.ContentLength > 0 ? " and an archive" : "")}", "Leave out all but one.");
        }

        if (query.Rebuild == true && query.Pipeline is null && query.Input is { Length: > 0 })
        {
            throw new UserErrorException("request.badInput", "A rebuild takes the inputs that the serving version was deployed with", "Leave out 'input=', or name another 'pipeline=' that takes them.");
        }
    }

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
    internal static string? KeyOf(HttpRequest request, string app, string what) => IdempotencyKey.Of(request) is { } key ? $"{what}:{app}:{key}" : null;
}
