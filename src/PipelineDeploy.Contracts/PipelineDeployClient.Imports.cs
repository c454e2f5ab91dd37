namespace PipelineDeploy.Contracts;

/// <summary>Apps that come from another tool.</summary>
public sealed partial class PipelineDeployClient
{
    /// <summary>Creates an app, or brings one, to what another tool keeps of it.</summary>
    public Task<ImportView> ImportAppAsync(ImportApp import, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Post, "imports", WireJson.Default.ImportView, Body(import, WireJson.Default.ImportApp), cancellationToken);
}
