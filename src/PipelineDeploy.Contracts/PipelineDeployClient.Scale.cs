namespace PipelineDeploy.Contracts;

/// <summary>The scale of apps.</summary>
public sealed partial class PipelineDeployClient
{
    /// <summary>How many instances of each process of an app run.</summary>
    public Task<ScaleView> GetScaleAsync(string app, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, $"apps/{Part(app)}/scale", WireJson.Default.ScaleView, body: null, cancellationToken);

    /// <summary>Sets how many instances of some processes run.</summary>
    public Task<ScaleView> SetScaleAsync(string app, SetScale scale, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Put, $"apps/{Part(app)}/scale", WireJson.Default.ScaleView, Body(scale, WireJson.Default.SetScale), cancellationToken);
}
