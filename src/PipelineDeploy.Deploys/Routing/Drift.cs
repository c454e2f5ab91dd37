using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Processes;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Routing;

/// <summary>A container of a serving version that does not do what it should.</summary>
/// <param name="Container">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Error">What is wrong, and what to do.</param>
/// <param name="MayBeStarted">Whether it only has to be started again, which its restart policy allows.</param>
public sealed record Drift(string Container, string Name, UserError Error, bool MayBeStarted)
{
    // Docker restarts what ends by itself; only what stays stopped is ours to start.
    static readonly TimeSpan StoppedFor = TimeSpan.FromSeconds(10);

    /// <summary>Compares an app's wanted traffic with its containers. What drains may end when it likes.</summary>
    /// <param name="route">The wanted traffic.</param>
    /// <param name="containers">The containers there are.</param>
    /// <param name="now">The moment.</param>
    public static IReadOnlyList<Drift> Find(AppRoute route, IReadOnlyList<ContainerInfo> containers, DateTimeOffset now) =>
    [
        .. route.Serving.Select(target => OfServing(route.App, target, containers.FirstOrDefault(container => container.Id == target.Container), now)).OfType<Drift>(),
        .. containers.Where(container => !ProcessContainers.IsWeb(container) && route.Serves(container)).Select(container => OfProcess(route.App, container, now)).OfType<Drift>(),
    ];

    static Drift? OfServing(string app, ServingTarget target, ContainerInfo? container, DateTimeOffset now) => container is null
        ? new Drift(
            target.Container,
            target.Name,
            new UserError("drift.containerGone", $"The container that serves v{target.Release} of {app} is gone", $"Deploy again: pdeploy deploy -a {app}"),
            MayBeStarted: false)
        : Of(app, target.Name, container, $"which serves v{target.Release} of {app}", now);

    // A process that may stay stopped has reached its end, or has made room for its next version.
    static Drift? OfProcess(string app, ContainerInfo container, DateTimeOffset now)
    {
        var instance = ContainerLabels.InstanceOf(container);
        return container.State == "restarting" || container.RestartPolicy == "always"
            ? Of(app, instance, container, $"{instance} of v{ContainerLabels.ReleaseOf(container)} of {app}", now)
            : null;
    }

    static Drift? Of(string app, string name, ContainerInfo container, string role, DateTimeOffset now) => container.State switch
    {
        "running" => null,
        "restarting" => new Drift(
            container.Id,
            name,
            new UserError(
                "drift.containerRestarting",
                $"{container.Name}, {role}, ends again and again (exit code {container.ExitCode}); Docker restarts it",
                $"Look at what it writes: pdeploy logs -a {app}"),
            MayBeStarted: false),
        _ => new Drift(
            container.Id,
            name,
            new UserError(
                "drift.containerStopped",
                $"{container.Name}, {role}, does not run: it is {container.State} (exit code {container.ExitCode})",
                IsToRestart(container) ? "It is started again." : $"Its restart policy is '{container.RestartPolicy}', so it is left as it is. Start it with: docker start {container.Name}, or deploy again."),
            IsToRestart(container) && (container.FinishedAt ?? container.CreatedAt) + StoppedFor <= now),
    };

    // Docker leaves a container that a person stopped alone whatever its policy, until Docker itself is restarted. The other policies say
    // that an end may be meant; 'always' does not.
    static bool IsToRestart(ContainerInfo container) => container is { RestartPolicy: "always", State: "exited" or "created" };
}
