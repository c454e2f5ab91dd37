using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Diagnosis;
using PipelineDeploy.Deploys.Housekeeping;
using PipelineDeploy.Postgres.Nodes;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.OpenApi;

namespace PipelineDeploy.Server.Operations;

/// <summary>The installation itself: what is wrong with it, its servers, what can go.</summary>
static class OperationEndpoints
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static void MapOperations(this WebApplication app)
    {
        var operations = app.MapGroup("/api/v1").RequireAuthorization(SignIn.Administrators);
        operations.MapGet("/doctor", ExamineAsync).Operation("examine");
        operations.MapGet("/nodes", ListNodesAsync).Operation("listNodes");
        operations.MapPost("/gc", CollectAsync).Operation("collectGarbage");
    }

    /// <summary>A look at every part of the installation.</summary>
    internal static async Task<IReadOnlyList<FindingView>> ExamineAsync(IEnumerable<IDiagnosis> parts, TimeProvider time, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        var findings = await Task.WhenAll(parts.OrderBy(part => part.Part, StringComparer.Ordinal).Select(part => AskAsync(part, either.Token, cancellationToken)));
        return [.. findings.SelectMany(part => part).Select(found => new FindingView(found.Part, found.Level.ToString().ToLowerInvariant(), found.Message, found.Fix))];
    }

    static async Task<IReadOnlyList<Finding>> AskAsync(IDiagnosis part, CancellationToken patience, CancellationToken cancellationToken)
    {
        try
        {
            return await part.ExamineAsync(patience).WaitAsync(patience);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [new Finding(part.Part, FindingLevel.Failed, $"It has not answered within {Patience.TotalSeconds:0} s", "See the server's log.")];
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return [Finding.Of(part.Part, e)];
        }
    }

    /// <summary>The servers of the installation.</summary>
    internal static async Task<IReadOnlyList<NodeView>> ListNodesAsync(NodeStore nodes, CancellationToken cancellationToken) =>
    [
        .. (await nodes.ListAsync(cancellationToken)).Select(one => new NodeView(
            one.Node.Name, one.Node.Host, one.Node.Version, one.Node.Engine, one.Node.DiskFree, one.Node.DiskTotal, one.Node.StartedAt, one.SeenAt, one.IsAlive, one.Runs)),
    ];

    /// <summary>Does away with what nobody needs any more, or tells what that is.</summary>
    internal static async Task<GarbageView> CollectAsync(CollectGarbage wanted, IEnumerable<ISweep> sweeps, CancellationToken cancellationToken)
    {
        List<Leftover> all = [];
        // Containers first: an image that only they use goes with them.
        foreach (var sweep in sweeps)
        {
            all.AddRange(await sweep.SweepAsync(wanted.DryRun, cancellationToken));
        }

        return new GarbageView(wanted.DryRun, [.. all.Select(one => new GarbageItem(one.Kind, one.Name, one.Action))], all.Sum(one => one.SizeBytes));
    }
}
