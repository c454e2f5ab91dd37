using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Pipelines;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Conditions;
using PipelineDeploy.Server.OpenApi;
using PipelineDeploy.Server.Runs;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Server.Pipelines;

/// <summary>The pipelines of the server: reading, checking and publishing them.</summary>
static class PipelineEndpoints
{
    const int LongestPage = 200;

    public static void MapPipelines(this WebApplication app)
    {
        var pipelines = app.MapGroup("/api/v1/pipelines");
        pipelines.MapGet("/", ListAsync).RequireAuthorization(SignIn.SignedIn).Operation("listPipelines");
        pipelines.MapPost("/", PublishAsync).RequireAuthorization(SignIn.Administrators).Produces<PipelineView>(201)
            .Operation("publishPipeline", "pipeline.invalid", "pipeline.badNote", "pipeline.builtIn", "pipeline.changed", "request.badCondition");
        pipelines.MapPost("/check", CheckAsync).RequireAuthorization(SignIn.SignedIn).WithMetadata(new ChangesNothing()).Operation("checkPipeline");
        pipelines.MapGet("/{name}", ReadAsync).RequireAuthorization(SignIn.SignedIn).Tag().Operation("getPipeline");
        pipelines.MapGet("/{name}/definition", DefineAsync).RequireAuthorization(SignIn.SignedIn).Operation("getPipelineDefinition", "pipeline.unusable");
        pipelines.MapGet("/{name}/versions", ListVersionsAsync).RequireAuthorization(SignIn.SignedIn).Operation("listPipelineVersions");
        app.MapGet("/api/v1/pipeline-uses", ListUsesAsync).RequireAuthorization(SignIn.SignedIn).Operation("listPipelineUses");
        app.MapGet("/api/v1/step-kinds", ListKinds).RequireAuthorization(SignIn.SignedIn).Operation("listStepKinds");
    }

    /// <summary>The newest version of each pipeline.</summary>
    internal static async Task<IReadOnlyList<PipelineView>> ListAsync(IPipelineStore store, CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(cancellationToken)).Select(ViewOf)];

    /// <summary>The versions of a pipeline, newest first.</summary>
    internal static async Task<PipelineVersionPage> ListVersionsAsync(
        string name, int? limit, int? before, PipelineCatalog catalog, IPipelineStore store, CancellationToken cancellationToken)
    {
        await catalog.RequireAsync(name, null, cancellationToken);
        var most = Math.Clamp(limit ?? 20, 1, LongestPage);
        var versions = await store.ListVersionsAsync(name, before, most, cancellationToken);
        return new PipelineVersionPage([.. versions.Select(ViewOf)], versions.Count == most && versions[^1].Number > 1 ? versions[^1].Number : null);
    }

    /// <summary>Which apps each pipeline deploys when nothing else is said; pipelines that no app uses are missing.</summary>
    internal static async Task<IReadOnlyList<PipelineUse>> ListUsesAsync(ClaimsPrincipal user, ISettingStore settings, CancellationToken cancellationToken)
    {
        var rights = user.Rights();
        var apps = (await settings.ReadOfAllAppsAsync(cancellationToken)).Where(app => rights.Everywhere is not null || rights.Apps.ContainsKey(app.Key));
        return
        [
            .. apps.GroupBy(app => PipelineCatalog.OfApp(app.Value), app => app.Key)
                .Select(use => new PipelineUse(use.Key, [.. use])).OrderBy(use => use.Pipeline, StringComparer.Ordinal),
        ];
    }

    /// <summary>A version of a pipeline with its text.</summary>
    internal static async Task<PipelineText> ReadAsync(string name, int? version, HttpResponse response, PipelineCatalog catalog, CancellationToken cancellationToken)
    {
        var found = await catalog.RequireAsync(name, version, cancellationToken);
        response.Headers.ETag = TagOf(found.Number);
        return new PipelineText(ViewOf(found), found.Text);
    }

    /// <summary>The steps and inputs of a version of a pipeline.</summary>
    internal static async Task<PipelineDefinitionView> DefineAsync(string name, int? version, PipelineCatalog catalog, CancellationToken cancellationToken)
    {
        var (found, definition) = await catalog.ReadVersionAsync(name, version, cancellationToken);
        return new PipelineDefinitionView(
            found.Pipeline, found.Number, definition.Description, [.. definition.Steps.Select(JournalEntryViews.Of)], [.. (definition.Inputs ?? []).Select(DryRunViews.ViewOf)]);
    }

    /// <summary>Everything that is wrong with a pipeline; publishes nothing.</summary>
    internal static async Task<PipelineCheck> CheckAsync(CheckPipeline asked, PipelineCatalog catalog, CancellationToken cancellationToken)
    {
        var (definition, problems) = await catalog.CheckAsync(asked.Text, cancellationToken);
        return new PipelineCheck(
            problems.All(problem => problem.IsWarning),
            definition?.Name is { Length: > 0 } name ? name : null,
            [.. problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column).Select(ViewOf)]);
    }

    /// <summary>Publishes the next version of the pipeline that the text names.</summary>
    internal static async Task<IResult> PublishAsync(
        PublishPipeline wanted, HttpRequest request, HttpResponse response, ClaimsPrincipal user, PipelineCatalog catalog, IPipelineStore store, AuditNotes audit,
        CancellationToken cancellationToken)
    {
        var all = await ListAsync(store, cancellationToken);
        var version = await catalog.PublishAsync(wanted.Text, user.Identity!.Name!, wanted.Note, ExpectedBy(request), cancellationToken);
        audit.Say("pipeline", $"{version.Pipeline}@{version.Number}");
        audit.Compare(all.FirstOrDefault(before => before.Name == version.Pipeline), ViewOf(version), WireJson.Default.PipelineView);
        response.Headers.ETag = TagOf(version.Number);
        return Results.Created($"/api/v1/pipelines/{version.Pipeline}?version={version.Number}", ViewOf(version));
    }

    /// <summary>The kinds of steps with JSON Schemas of their inputs and outputs.</summary>
    internal static IReadOnlyList<StepKindView> ListKinds(StepCatalog steps) =>
        [.. steps.Kinds.Values.Select(kind => new StepKindView(
            kind.Name, kind.Title, kind.Compensates, kind.IsPivot,
            JsonSerializer.SerializeToElement(StepSchema.OfInputs(kind)), JsonSerializer.SerializeToElement(StepSchema.OfOutputs(kind))))];

    static string TagOf(int number) => string.Create(CultureInfo.InvariantCulture, $"\"{number}\"");

    // RFC 9110 §13.1: what the client has seen must be what is there.
    static int? ExpectedBy(HttpRequest request) => (request.Headers.IfMatch.ToString(), request.Headers.IfNoneMatch.ToString()) switch
    {
        ("", "") or ("*", "") => null,
        ("", "*") => 0,
        (var tag, "") when int.TryParse(tag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && tag == TagOf(number) => number,
        _ => throw new UserErrorException(
            "request.badCondition", "If-Match does not name a version", "Send If-Match: \"<version>\" as the ETag of the version you have seen, or If-None-Match: * for a new pipeline."),
    };

    static PipelineView ViewOf(PipelineVersion version) => new(
        version.Pipeline, version.Number, PipelineLoader.DescriptionOf(version.Text), version.Author, version.Note, version.PublishedAt, version.Sha256);

    static PipelineProblemView ViewOf(PipelineProblem problem) => new(
        problem.Line, problem.Column, problem.Path, problem.Message, problem.IsWarning ? "warning" : "error");
}
