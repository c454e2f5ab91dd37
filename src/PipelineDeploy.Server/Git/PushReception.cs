using PipelineDeploy.Deploys.Repositories;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Git;

/// <summary>Receives pushes: keeps what is only kept, and lets a run decide about what deploys.</summary>
sealed partial class PushReception(
    AppRepositories repositories, ISettingStore settings, PushDeploy deploys, CallerWatch callers, ILogger<PushReception> logger)
{
    /// <summary>Decides about a push, and says to the pusher what happens.</summary>
    /// <returns>Whether it is accepted.</returns>
    public async Task<bool> ReceiveAsync(Push push, PushRequest request, Func<string, Task> say, CancellationToken cancellationToken)
    {
        using var pusher = callers.Join(push.By, push.App);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, pusher.Ended);
        try
        {
            return await DecideAsync(push with { Ended = pusher.Ended }, request, say, either.Token);
        }
        catch (UserErrorException e)
        {
            await say($" !     {e.Error.Message}");
            await (e.Error.Hint is { } hint ? say($"       {hint}") : Task.CompletedTask);
            return false;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await say(" !     The server is being stopped; nothing of this push is kept");
            await say("       Push again when it is back: a run that was started is followed, not started anew");
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

        return plan.Deploy is not { } deploy || await deploys.DeployAsync(push, new Pushed(repository, deploy, request, options), say, cancellationToken);
    }

    [LoggerMessage(EventId = 441, Level = LogLevel.Error, Message = "A push to {App} broke")]
    partial void Broke(Exception e, string app);
}
