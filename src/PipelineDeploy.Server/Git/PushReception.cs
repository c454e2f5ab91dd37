using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Repositories;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Git;

/// <summary>Receives pushes: keeps what is only kept, and lets a run decide about what deploys.</summary>
sealed partial class PushReception(
    AppRepositories repositories, ISettingStore settings, DeployStarter starter, SourceStore sources, PushedTips tips, PushFollow follow, CallerWatch callers, ILogger<PushReception> logger)
{
    /// <summary>Decides about a push, and says to the pusher what happens.</summary>
    /// <returns>Whether it is accepted.</returns>
    public async Task<bool> ReceiveAsync(Push push, PushRequest request, Func<string, Task> say, CancellationToken cancellationToken)
    {
        using var pusher = callers.Join(push.By, push.App);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, pusher.Ended);
        try
        {
            return await DecideAsync(push, request, say, either.Token);
        }
        catch (UserErrorException e)
        {
            await say($" !     {e.Error.Message}");
            await (e.Error.Hint is { } hint ? say($"       {hint}") : Task.CompletedTask);
            return false;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await say(" !     The server is being stopped; a run that was started goes on: pdeploy runs list");
            return false;
        }
        catch (OperationCanceledException) when (pusher.Ended.IsCancellationRequested)
        {
            await say($" !     {SignIn.Ended.Message}; a run that was started goes on");
            return false;
        }
        catch (Exception e) when (e is not IOException)
        {
            Broke(e, push.App);
            await say(" !     Something went wrong inside PipelineDeploy; its log has the whole story");
            return false;
        }
    }

    async Task<bool> DecideAsync(Push push, PushRequest request, Func<string, Task> say, CancellationToken cancellationToken)
    {
        var options = PushOptions.Parse(request.Options);
        var repository = await repositories.OpenAsync(push.App, cancellationToken);
        var names = DeployBranches.Of(await settings.ReadAsync(push.App, cancellationToken));
        var plan = PushPlan.Of(push.App, request.Refs, names, await repository.BranchesAsync(cancellationToken));
        foreach (var line in plan.Lines)
        {
            await say(line);
        }

        return plan.Deploy is not { } deploy || await DeployAsync(push, repository, new Pushed(deploy, deploy.Branch!, request.Quarantine, options), say, cancellationToken);
    }

    async Task<bool> DeployAsync(Push push, AppRepository repository, Pushed pushed, Func<string, Task> say, CancellationToken cancellationToken)
    {
        var (one, branch, quarantine, options) = pushed;
        var before = tips.Newest(push.App, branch);
        if (before is not null && !await repository.ContainsAsync(quarantine, before, one.New, cancellationToken))
        {
            throw PushedTips.Behind(branch);
        }

        using var way = tips.Add(push.App, branch, one.New, before);
        var commit = new PushedCommit(repository, quarantine, one.New);
        var choice = new DeployChoice(options.Pipeline, new JsonObject());
        await starter.CheckAsync(push.App, choice, cancellationToken);
        await commit.RequireWholeAsync(cancellationToken);
        if (!one.IsCreation && !await repository.ContainsAsync(quarantine, one.Old, one.New, cancellationToken))
        {
            await say($"-----> {branch} is rewritten: {one.Old[..8]} is not part of {one.New[..8]}");
        }

        var source = new DeploySource(await commit.KeepAsync(sources, cancellationToken), new GitOrigin($"/{push.App}.git", branch, one.New, options.IsNoCache));
        var run = await starter.StartAsync(push.App, source, "git", push.Actor, deliveryKey: null, choice, cancellationToken);
        if (!options.IsWaited)
        {
            await say($"-----> Run {run.Id} deploys {branch}, and {branch} is kept whatever becomes of it: pdeploy runs watch {run.Id}");
            return await SettleAsync(repository, pushed, say, cancellationToken);
        }

        await say($"-----> Run {run.Id} deploys {branch}; it goes on without this connection, too: pdeploy runs watch {run.Id}");
        return await follow.FollowAsync(run.Id, say, cancellationToken) && await SettleAsync(repository, pushed, say, cancellationToken);
    }

    // Git moves a branch only from where the push has seen it, but a push before this one may have been accepted meanwhile.
    static async Task<bool> SettleAsync(AppRepository repository, Pushed pushed, Func<string, Task> say, CancellationToken cancellationToken)
    {
        var (one, branch, quarantine, _) = pushed;
        var tip = await repository.TipAsync(branch, cancellationToken);
        if (tip is not null && tip != one.Old)
        {
            if (!await repository.ContainsAsync(quarantine, tip, one.New, cancellationToken))
            {
                await say($" !     {branch} has moved to {tip[..8]} meanwhile, which this push does not contain, so it stays there");
                return false;
            }

            await repository.ReturnAsync(branch, one.Old, tip, cancellationToken);
        }

        await repository.PointAtAsync(branch, cancellationToken);
        return true;
    }

    [LoggerMessage(EventId = 441, Level = LogLevel.Error, Message = "A push to {App} broke")]
    partial void Broke(Exception e, string app);

    sealed record Pushed(PushedRef Ref, string Branch, string? Quarantine, PushOptions Options);
}
