using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Repositories;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Deploys.Webhooks;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Server.Git;

/// <summary>A branch that is pushed and deploys.</summary>
/// <param name="Repository">The repository.</param>
/// <param name="Ref">The branch and where it is to stand.</param>
/// <param name="Request">What the hook has told.</param>
/// <param name="Options">What the pusher has said.</param>
sealed record Pushed(AppRepository Repository, PushedRef Ref, PushRequest Request, PushOptions Options)
{
    /// <summary>The branch.</summary>
    public string Branch => Ref.Branch!;

    /// <summary>Whether a commit is part of what is pushed.</summary>
    public Task<bool> ContainsAsync(string commit, CancellationToken cancellationToken) => Repository.ContainsAsync(Request.Quarantine, commit, Ref.New, cancellationToken);
}

/// <summary>Deploys what is pushed, and moves the branch when that has succeeded.</summary>
sealed class PushDeploy(
    DeployStarter starter, PushedRuns runs, SourceStore sources, PushedTips tips, PushTickets tickets, PushFollow follow, ServerAddress address, TimeProvider time)
{
    // Git moves a branch in milliseconds; a pusher who reads nothing any more may not hold up the others.
    static readonly TimeSpan LongestMove = TimeSpan.FromSeconds(10);

    /// <summary>Deploys, and says to the pusher what happens.</summary>
    /// <returns>Whether the push is accepted.</returns>
    /// <exception cref="Workflows.UserErrorException">Nothing was started.</exception>
    public async Task<bool> DeployAsync(Push push, Pushed pushed, Func<string, Task> say, CancellationToken cancellationToken)
    {
        var before = tips.Newest(push.App, pushed.Branch);
        if (before is not null && !await pushed.ContainsAsync(before, cancellationToken))
        {
            throw PushedTips.Behind(pushed.Branch);
        }

        var tip = tips.Add(push.App, pushed.Branch, pushed.Ref.New, before, tickets.OverAsync(pushed.Request.Ticket));
        var isAccepted = false;
        try
        {
            await tip.EarlierBegun.WaitAsync(cancellationToken);
            var run = await RunAsync(push, pushed, say, cancellationToken);
            tip.Begin();
            isAccepted = (!pushed.Options.IsWaited || await FollowAsync(push, pushed, run, say, cancellationToken)) && await SettleAsync(pushed, tip, say, cancellationToken);
            return isAccepted;
        }
        finally
        {
            // A push that is rejected moves nothing, and its author may push better at once.
            if (isAccepted)
            {
                tip.DisposeWhenOver();
            }
            else
            {
                tip.Dispose();
            }
        }
    }

    async Task<Run> RunAsync(Push push, Pushed pushed, Func<string, Task> say, CancellationToken cancellationToken)
    {
        var (one, branch, options) = (pushed.Ref, pushed.Branch, pushed.Options);
        var commit = new PushedCommit(pushed.Repository, pushed.Request.Quarantine, one.New);
        var choice = new DeployChoice(options.Pipeline, new JsonObject());
        await starter.CheckAsync(push.App, choice, cancellationToken);
        await commit.RequireWholeAsync(cancellationToken);
        if (!one.IsCreation && !await pushed.ContainsAsync(one.Old, cancellationToken))
        {
            await say($"-----> {branch} is rewritten: {one.Old[..8]} is not part of {one.New[..8]}");
        }

        var origin = new GitOrigin($"/{push.App}.git", branch, one.New, options.IsNoCache);
        var known = await runs.FindAsync(push.App, origin, options.Pipeline, cancellationToken);
        var run = known ?? await starter.StartAsync(
            push.App, new DeploySource(await commit.KeepAsync(sources, cancellationToken), origin), "git", push.Actor, deliveryKey: null, choice, cancellationToken);
        await say(known switch
        {
            null => $"-----> Run {run.Id} deploys {branch}{Outlook(pushed, run)}",
            { FinishedAt: null } => $"-----> Run {run.Id} of an earlier push deploys {one.New[..8]} already, and no other one is started{Outlook(pushed, run)}",
            _ => $"-----> Run {run.Id} of an earlier push has deployed {one.New[..8]} already, so nothing is started",
        });
        return run;
    }

    static string Outlook(Pushed pushed, Run run) => pushed.Options.IsWaited
        ? $"; it goes on without this connection, too: pdeploy runs watch {run.Id}"
        : $", and {pushed.Branch} is kept whatever becomes of it: pdeploy runs watch {run.Id}";

    async Task<bool> FollowAsync(Push push, Pushed pushed, Run run, Func<string, Task> say, CancellationToken cancellationToken)
    {
        try
        {
            return run.State == RunState.Succeeded || await follow.FollowAsync(run.Id, say, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && !push.Ended.IsCancellationRequested)
        {
            await say($" !     The server is being stopped; run {run.Id} goes on: {address.Of($"/runs/{run.Id}") ?? $"pdeploy runs watch {run.Id}"}");
            await say($"       {pushed.Branch} is not moved. Push again when the server is back: that follows run {run.Id} and starts no second one");
            return false;
        }
    }

    // Git moves a branch only from where the push has seen it, but a push before this one may have been accepted meanwhile.
    async Task<bool> SettleAsync(Pushed pushed, PushedTip onItsWay, Func<string, Task> say, CancellationToken cancellationToken)
    {
        await onItsWay.SettlingAsync().WaitAsync(LongestMove, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var (repository, one, branch) = (pushed.Repository, pushed.Ref, pushed.Branch);
        var tip = await repository.TipAsync(branch, cancellationToken);
        if (tip is not null && tip != one.Old)
        {
            if (!await pushed.ContainsAsync(tip, cancellationToken))
            {
                await say($" !     {branch} has moved to {tip[..8]} meanwhile, which this push does not contain, so it stays there");
                return false;
            }

            await repository.ReturnAsync(branch, one.Old, tip, cancellationToken);
        }

        await repository.PointAtAsync(branch, cancellationToken);
        return true;
    }
}
