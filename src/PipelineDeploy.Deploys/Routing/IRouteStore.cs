using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Routing;

/// <summary>Where the wanted traffic is kept.</summary>
public interface IRouteStore
{
    /// <summary>All routes.</summary>
    Task<IReadOnlyList<AppRoute>> ReadAllAsync(CancellationToken cancellationToken);

    /// <summary>The routes of some apps.</summary>
    Task<IReadOnlyList<AppRoute>> ReadManyAsync(IReadOnlyList<string> apps, CancellationToken cancellationToken);

    /// <summary>The route of an app, or null when there is no such app.</summary>
    Task<AppRoute?> FindAsync(string app, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces a route with its next generation, if nobody else changed it since it was read and, with a
    /// <paramref name="term"/>, if that driver still drives its run.
    /// </summary>
    /// <returns>Whether it was replaced.</returns>
    Task<bool> ReplaceAsync(AppRoute route, DriverTerm? term, CancellationToken cancellationToken);
}

/// <summary>Which driver writes: a run and the fence it was claimed with.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Fence">The driver's term.</param>
public sealed record DriverTerm(long RunId, long Fence)
{
    /// <summary>The driver that executes a step.</summary>
    public static DriverTerm Of(StepContext context) => new(context.RunId, context.Fence);
}
