using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Routing;

/// <summary>A container that should serve and does not.</summary>
/// <param name="Target">What the route says.</param>
/// <param name="Error">What is wrong, and what to do.</param>
/// <param name="MayBeStarted">Whether it only has to be started again, which its restart policy allows.</param>
public sealed record Drift(ServingTarget Target, UserError Error, bool MayBeStarted)
{
    // Docker restarts what ends by itself; only what stays stopped is ours to start.
    static readonly TimeSpan StoppedFor = TimeSpan.FromSeconds(10);

    /// <summary>Compares an app's wanted traffic with its containers. What drains may end when it likes.</summary>
    /// <param name="route">The wanted traffic.</param>
    /// <param name="containers">The containers there are.</param>
    /// <param name="now">The moment.</param>
    public static IReadOnlyList<Drift> Find(AppRoute route, IReadOnlyList<ContainerInfo> containers, DateTimeOffset now) =>
    [
        .. route.Serving.Select(target => Of(route.App, target, containers.FirstOrDefault(container => container.Id == target.Container), now)).OfType<Drift>(),
    ];

    static Drift? Of(string app, ServingTarget target, ContainerInfo? container, DateTimeOffset now) => container switch
    {
        { State: "running" } => null,
        null => new Drift(
            target,
            new UserError("drift.containerGone", $"The container that serves v{target.Release} of {app} is gone", $"Deploy again: pdeploy deploy -a {app}"),
            MayBeStarted: false),
        { State: "restarting" } => new Drift(
            target,
            new UserError(
                "drift.containerRestarting",
                $"{container.Name}, which serves v{target.Release} of {app}, ends again and again (exit code {container.ExitCode}); Docker restarts it",
                $"Look at what it writes: pdeploy logs -a {app}"),
            MayBeStarted: false),
        _ => new Drift(
            target,
            new UserError(
                "drift.containerStopped",
                $"{container.Name}, which serves v{target.Release} of {app}, does not run: it is {container.State} (exit code {container.ExitCode})",
                IsToRestart(container) ? "It is started again." : $"Its restart policy is '{container.RestartPolicy}', so it is left as it is. Start it with: docker start {container.Name}, or deploy again."),
            IsToRestart(container) && (container.FinishedAt ?? container.CreatedAt) + StoppedFor <= now),
    };

    // Docker leaves a container that a person stopped alone whatever its policy, until Docker itself is restarted. The other policies say
    // that an end may be meant; 'always' does not.
    static bool IsToRestart(ContainerInfo container) => container is { RestartPolicy: "always", State: "exited" or "created" };
}
