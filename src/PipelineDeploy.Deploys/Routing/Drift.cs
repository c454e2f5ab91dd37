using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Processes;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Routing;

/// <summary>A container of a serving version that does not do what it should.</summary>
/// <param name="Container">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Error">What is wrong, and what to do.</param>
/// <param name="StartAt">When it is to be started again, which its restart policy allows; null when it is not.</param>
public sealed record Drift(string Container, string Name, UserError Error, DateTimeOffset? StartAt = null)
{
    /// <summary>Whether the restart is ours alone, also while a run of the app goes on.</summary>
    public bool IsDelayedRestart { get; init; }

    // Docker restarts what ends by itself, unless a delay was asked for; only what stays stopped is ours to start.
    static readonly TimeSpan StoppedFor = TimeSpan.FromSeconds(10);

    /// <summary>Compares an app's wanted traffic with its containers. What drains may end when it likes.</summary>
    /// <param name="route">The wanted traffic.</param>
    /// <param name="containers">The containers there are.</param>
    public static IReadOnlyList<Drift> Find(AppRoute route, IReadOnlyList<ContainerInfo> containers) =>
    [
        .. route.Serving.Select(target => OfServing(route.App, target, containers.FirstOrDefault(container => container.Id == target.Container))).OfType<Drift>(),
        .. containers.Where(container => !ProcessContainers.IsWeb(container) && route.Serves(container)).Select(container => OfProcess(route.App, container)).OfType<Drift>(),
    ];

    static Drift? OfServing(string app, ServingTarget target, ContainerInfo? container) => container is null
        ? new Drift(
            target.Container,
            target.Name,
            new UserError("drift.containerGone", $"The container that serves v{target.Release} of {app} is gone", $"Deploy again: pdeploy deploy -a {app}"))
        : Of(app, target.Name, container, $"which serves v{target.Release} of {app}");

    // A process that may stay stopped has reached its end, or has made room for its next version.
    static Drift? OfProcess(string app, ContainerInfo container)
    {
        var instance = ContainerLabels.InstanceOf(container);
        return container.State == "restarting" || container.RestartPolicy == "always" || DelayedRestart.Of(container)?.Wants(container) == true
            ? Of(app, instance, container, $"{instance} of v{ContainerLabels.ReleaseOf(container)} of {app}")
            : null;
    }

    static Drift? Of(string app, string name, ContainerInfo container, string role) => container.State switch
    {
        "running" => null,
        "restarting" => new Drift(
            container.Id,
            name,
            new UserError(
                "drift.containerRestarting",
                $"{container.Name}, {role}, ends again and again (exit code {container.ExitCode}); Docker restarts it",
                $"Look at what it writes: pdeploy logs -a {app}")),
        _ => OfStopped(name, container, role),
    };

    static Drift OfStopped(string name, ContainerInfo container, string role)
    {
        var delayed = DelayedRestart.Of(container);
        var wait = delayed is null ? DelayOfStopped(container) : delayed.Wants(container) ? delayed.Delay : null;
        return new Drift(
            container.Id,
            name,
            new UserError(
                "drift.containerStopped",
                $"{container.Name}, {role}, does not run: it is {container.State} (exit code {container.ExitCode})",
                wait is null
                    ? $"Its restart policy is '{delayed?.Policy ?? container.RestartPolicy}', so it is left as it is. Start it with: docker start {container.Name}, or deploy again."
                    : "It is started again."),
            (container.FinishedAt ?? container.CreatedAt) + wait)
        {
            IsDelayedRestart = delayed is not null,
        };
    }

    // Docker leaves a container that a person stopped alone whatever its policy, until Docker itself is restarted. The other policies say
    // that an end may be meant; 'always' does not.
    static TimeSpan? DelayOfStopped(ContainerInfo container) => container is { RestartPolicy: "always", State: "exited" or "created" } ? StoppedFor : null;
}
