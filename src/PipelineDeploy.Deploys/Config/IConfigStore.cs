using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Config;

/// <summary>Where the variables of apps are kept; their values only sealed.</summary>
public interface IConfigStore
{
    /// <summary>The variables of an app, by name.</summary>
    Task<IReadOnlyList<ConfigVariable>> ListAsync(string app, CancellationToken cancellationToken);

    /// <summary>The sealed values of an app's variables.</summary>
    Task<IReadOnlyDictionary<string, string>> ReadAsync(string app, CancellationToken cancellationToken);

    /// <summary>Changes variables of an app, all of them or none.</summary>
    /// <param name="app">The app.</param>
    /// <param name="changes">Sealed values by name; null takes the variable away.</param>
    /// <param name="actor">Who.</param>
    /// <param name="now">When.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UserErrorException"><c>config.tooMany</c>.</exception>
    Task ChangeAsync(string app, IReadOnlyDictionary<string, string?> changes, string actor, DateTimeOffset now, CancellationToken cancellationToken);
}
