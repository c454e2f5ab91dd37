using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Deploys.Repositories;

/// <summary>
/// Finds the run of a push that comes again: its connection was lost, or the server ended, so that the branch has not moved although the commit is
/// being deployed or serves.
/// </summary>
public sealed class PushedRuns(IRunStore runs)
{
    const int Looked = 50;

    /// <summary>The run that deploys or has deployed a pushed commit; null when one is to be started.</summary>
    /// <param name="app">The app.</param>
    /// <param name="origin">The commit and how it is to be built.</param>
    /// <param name="pipeline">The pipeline that the pusher has chosen; null for any.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<Run?> FindAsync(string app, GitOrigin origin, string? pipeline, CancellationToken cancellationToken)
    {
        var newest = await runs.ListAsync(app, null, Looked, cancellationToken);
        return newest.FirstOrDefault(run => !run.State.IsTerminal() && Deploys(run, origin, pipeline))
            // One that has ended says what serves only when none came after it.
            ?? newest.Take(1).FirstOrDefault(run => run.State == RunState.Succeeded && Deploys(run, origin, pipeline));
    }

    static bool Deploys(Run run, GitOrigin origin, string? pipeline) =>
        GitOrigin.Of(run.Inputs) == origin with { IsNoCache = false } && GitOrigin.IsNoCacheIn(run.Inputs) == origin.IsNoCache
        && (pipeline is null || run.Definition.Name == pipeline);
}
