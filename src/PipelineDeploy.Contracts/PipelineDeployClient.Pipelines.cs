namespace PipelineDeploy.Contracts;

/// <summary>The pipelines.</summary>
public sealed partial class PipelineDeployClient
{
    /// <summary>The newest version of every pipeline.</summary>
    public Task<IReadOnlyList<PipelineView>> ListPipelinesAsync(CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, "pipelines", WireJson.Default.IReadOnlyListPipelineView, body: null, cancellationToken);

    /// <summary>All versions of a pipeline, newest first, page by page.</summary>
    public async Task<IReadOnlyList<PipelineView>> ListPipelineVersionsAsync(string pipeline, CancellationToken cancellationToken = default)
    {
        List<PipelineView> all = [];
        for (int? before = null; ;)
        {
            var page = await GetPipelineVersionPageAsync(pipeline, before, 200, cancellationToken);
            all.AddRange(page.Items);
            if (page.Next is null)
            {
                return all;
            }

            before = page.Next;
        }
    }

    /// <summary>A page of the versions of a pipeline, newest first.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="before">The page before's <see cref="PipelineVersionPage.Next"/>.</param>
    /// <param name="limit">At most so many, up to 200.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<PipelineVersionPage> GetPipelineVersionPageAsync(string pipeline, int? before = null, int limit = 20, CancellationToken cancellationToken = default) =>
        transport.AskAsync(
            HttpMethod.Get, $"pipelines/{Part(pipeline)}/versions?limit={limit}{(before is null ? "" : $"&before={before}")}", WireJson.Default.PipelineVersionPage, body: null, cancellationToken);

    /// <summary>Which apps each pipeline deploys when nothing else is said.</summary>
    public Task<IReadOnlyList<PipelineUse>> ListPipelineUsesAsync(CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, "pipeline-uses", WireJson.Default.IReadOnlyListPipelineUse, body: null, cancellationToken);

    /// <summary>What a run of a pipeline would do for an app; nothing is touched.</summary>
    public Task<DryRunView> DryRunPipelineAsync(DryRunPipeline asked, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Post, "pipelines/dry-run", WireJson.Default.DryRunView, Body(asked, WireJson.Default.DryRunPipeline), cancellationToken);

    /// <summary>A version of a pipeline; the newest when none is named.</summary>
    public Task<PipelineText> GetPipelineAsync(string pipeline, int? version = null, CancellationToken cancellationToken = default) =>
        transport.AskAsync(
            HttpMethod.Get, $"pipelines/{Part(pipeline)}{(version is null ? "" : $"?version={version}")}", WireJson.Default.PipelineText, body: null, cancellationToken);

    /// <summary>The steps and inputs of a version of a pipeline; of the newest when none is named.</summary>
    public Task<PipelineDefinitionView> GetPipelineDefinitionAsync(string pipeline, int? version = null, CancellationToken cancellationToken = default) =>
        transport.AskAsync(
            HttpMethod.Get, $"pipelines/{Part(pipeline)}/definition{(version is null ? "" : $"?version={version}")}", WireJson.Default.PipelineDefinitionView, body: null, cancellationToken);

    /// <summary>What is wrong with a pipeline, without publishing it.</summary>
    public Task<PipelineCheck> CheckPipelineAsync(string text, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Post, "pipelines/check", WireJson.Default.PipelineCheck, Body(new CheckPipeline(text), WireJson.Default.CheckPipeline), cancellationToken);

    /// <summary>Publishes a pipeline under the name that its text gives it.</summary>
    /// <param name="pipeline">The text, and why.</param>
    /// <param name="seen">The version that must be the newest, 0 when there must be none; null when any may be.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<PipelineView> PublishPipelineAsync(PublishPipeline pipeline, int? seen = null, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "pipelines") { Content = Body(pipeline, WireJson.Default.PublishPipeline) };
        if (seen is { } version)
        {
            request.Headers.TryAddWithoutValidation(version == 0 ? "If-None-Match" : "If-Match", version == 0 ? "*" : $"\"{version}\"");
        }

        return await transport.AskAsync(request, WireJson.Default.PipelineView, cancellationToken);
    }
}
