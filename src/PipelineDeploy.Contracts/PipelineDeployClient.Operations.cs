namespace PipelineDeploy.Contracts;

/// <summary>The installation itself.</summary>
public sealed partial class PipelineDeployClient
{
    /// <summary>Looks at every part of the installation.</summary>
    public Task<IReadOnlyList<FindingView>> ExamineAsync(CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, "doctor", WireJson.Default.IReadOnlyListFindingView, body: null, cancellationToken);

    /// <summary>The servers of the installation.</summary>
    public Task<IReadOnlyList<NodeView>> ListNodesAsync(CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, "nodes", WireJson.Default.IReadOnlyListNodeView, body: null, cancellationToken);

    /// <summary>Does away with what nobody needs any more, or tells what that is.</summary>
    public Task<GarbageView> CollectGarbageAsync(bool dryRun, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Post, "gc", WireJson.Default.GarbageView, Body(new CollectGarbage(dryRun), WireJson.Default.CollectGarbage), cancellationToken);
}
