namespace PipelineDeploy.Contracts;

/// <summary>The variables of apps.</summary>
public sealed partial class PipelineDeployClient
{
    /// <summary>An app's variables, without their values.</summary>
    public Task<IReadOnlyList<ConfigVariableView>> ListConfigAsync(string app, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, $"apps/{Part(app)}/config", WireJson.Default.IReadOnlyListConfigVariableView, body: null, cancellationToken);

    /// <summary>The value of one variable; for administrators.</summary>
    public Task<ConfigValue> GetConfigAsync(string app, string name, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, $"apps/{Part(app)}/config/{Part(name)}", WireJson.Default.ConfigValue, body: null, cancellationToken);

    /// <summary>Changes variables, all of them or none.</summary>
    public Task<ConfigChangeView> ChangeConfigAsync(string app, ChangeConfig change, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Patch, $"apps/{Part(app)}/config", WireJson.Default.ConfigChangeView, Body(change, WireJson.Default.ChangeConfig), cancellationToken);

    /// <summary>Sets the variables of a <c>.env</c> file.</summary>
    public Task<ConfigChangeView> ImportConfigAsync(string app, ImportConfig file, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Post, $"apps/{Part(app)}/config/import", WireJson.Default.ConfigChangeView, Body(file, WireJson.Default.ImportConfig), cancellationToken);
}
