namespace PipelineDeploy.Contracts;

/// <summary>When deploys may begin.</summary>
public sealed partial class PipelineDeployClient
{
    /// <summary>All deploy windows.</summary>
    public Task<IReadOnlyList<WindowView>> ListWindowsAsync(CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, "windows", WireJson.Default.IReadOnlyListWindowView, body: null, cancellationToken);

    /// <summary>Adds a deploy window.</summary>
    public Task<WindowView> CreateWindowAsync(CreateWindow window, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Post, "windows", WireJson.Default.WindowView, Body(window, WireJson.Default.CreateWindow), cancellationToken);

    /// <summary>Removes a deploy window and answers what it was.</summary>
    public Task<WindowView> DeleteWindowAsync(long window, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Delete, $"windows/{window}", WireJson.Default.WindowView, body: null, cancellationToken);

    /// <summary>The freezes that are not over.</summary>
    public Task<IReadOnlyList<FreezeView>> ListFreezesAsync(CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, "freezes", WireJson.Default.IReadOnlyListFreezeView, body: null, cancellationToken);

    /// <summary>Adds a freeze.</summary>
    public Task<FreezeView> CreateFreezeAsync(CreateFreeze freeze, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Post, "freezes", WireJson.Default.FreezeView, Body(freeze, WireJson.Default.CreateFreeze), cancellationToken);

    /// <summary>Ends a freeze and answers what it was.</summary>
    public Task<FreezeView> DeleteFreezeAsync(long freeze, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Delete, $"freezes/{freeze}", WireJson.Default.FreezeView, body: null, cancellationToken);

    /// <summary>Lets a run begin in spite of windows and freezes.</summary>
    public Task<RunView> OverrideHoldAsync(long run, string reason, CancellationToken cancellationToken = default) =>
        transport.AskAsync(
            HttpMethod.Post, $"runs/{run}/override", WireJson.Default.RunView, Body(new OverrideHold(reason), WireJson.Default.OverrideHold), cancellationToken);
}
