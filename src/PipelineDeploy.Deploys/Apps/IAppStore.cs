using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Apps;

/// <summary>Where apps are kept.</summary>
public interface IAppStore
{
    /// <summary>Keeps a new app together with its empty route.</summary>
    /// <exception cref="UserErrorException"><c>app.exists</c> or <c>app.domainTaken</c>.</exception>
    Task CreateAsync(App app, CancellationToken cancellationToken);

    /// <summary>An app, or null.</summary>
    Task<App?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>All apps by name.</summary>
    Task<IReadOnlyList<App>> ListAsync(CancellationToken cancellationToken);

    /// <summary>A page of apps by name.</summary>
    /// <param name="after">The last app of the page before; null for the first page.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="only">Only these; null for all.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<App>> ListPageAsync(string? after, int limit, IReadOnlyCollection<string>? only, CancellationToken cancellationToken);
}
