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
}
