using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Processes;

/// <summary>Processes of which two versions must never run side by side: the old one is stopped before the new one starts, and started again when that is undone.</summary>
/// <param name="engine">The containers.</param>
/// <param name="labels">By which they are known.</param>
/// <param name="routes">By which the version that serves is known.</param>
sealed class LoneProcesses(IContainerEngine engine, ContainerLabels labels, RouteKeeper routes)
{
    /// <summary>
    /// The restart policy of one. Docker starts a stopped container again when it is restarted itself if its policy is <c>always</c>; one that
    /// was stopped to make room must stay stopped.
    /// </summary>
    public static string PolicyOf(string policy) => policy == "always" ? "unless-stopped" : policy;

    /// <summary>Stops all of a process that other runs have started.</summary>
    /// <exception cref="UserErrorException"><c>container.newer</c>: one of them is newer than this run.</exception>
    public async Task MakeRoomAsync(StepContext context, string process, TimeSpan stopTimeout, CancellationToken cancellationToken)
    {
        foreach (var old in await ProcessContainers.OfOthersAsync(engine, labels, context, cancellationToken))
        {
            if (ContainerLabels.ProcessOf(old) != process || old.State is not ("running" or "restarting" or "paused"))
            {
                continue;
            }

            if (ContainerLabels.IsNewerThan(context.RunId, old))
            {
                throw new UserErrorException("container.newer", $"A newer run of {context.Subject} has started {old.Name} already", "Nothing is to be done: the newer run goes on.");
            }

            await context.ConfirmAsync(cancellationToken);
            await engine.StopContainerAsync(old.Id, stopTimeout, cancellationToken);
            context.Log($"-----> Stopped {old.Name}: two versions of {process} must not run side by side");
        }
    }

    /// <summary>Starts those of the version that serves again.</summary>
    public async Task GiveBackAsync(StepContext context, IReadOnlyList<string> processes, CancellationToken cancellationToken)
    {
        if (processes.Count == 0)
        {
            return;
        }

        var serving = (await routes.ReadAsync(context.Subject, cancellationToken)).Serving.Select(target => target.RunId).ToHashSet();
        foreach (var old in await ProcessContainers.OfOthersAsync(engine, labels, context, cancellationToken))
        {
            if (processes.Contains(ContainerLabels.ProcessOf(old)) && ContainerLabels.RunOf(old) is { } run && serving.Contains(run) && !old.IsRunning)
            {
                await context.ConfirmAsync(cancellationToken);
                await engine.StartContainerAsync(old.Id, cancellationToken);
                context.Log($"-----> Started {old.Name} again");
            }
        }
    }
}
