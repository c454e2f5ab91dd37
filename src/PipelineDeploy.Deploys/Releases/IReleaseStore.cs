using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Releases;

/// <summary>Where releases are kept.</summary>
public interface IReleaseStore
{
    /// <summary>
    /// The release of a run: the one it has already, with this content now, else the next number of the app. It keeps the app's config as it
    /// is in this moment.
    /// </summary>
    /// <exception cref="UserErrorException"><c>run.outlived</c>: another driver has this run now, or it has ended; nothing was changed.</exception>
    Task<Release> AllotAsync(string app, DriverTerm term, ReleaseContent content, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The release that a run made, or null.</summary>
    Task<Release?> FindByRunAsync(long runId, CancellationToken cancellationToken);

    /// <summary>The releases that these runs made.</summary>
    Task<IReadOnlyDictionary<long, int>> NumbersByRunAsync(IReadOnlyCollection<long> runIds, CancellationToken cancellationToken);

    /// <summary>A release, or null.</summary>
    Task<Release?> FindAsync(string app, int number, CancellationToken cancellationToken);

    /// <summary>Releases of an app, newest first.</summary>
    /// <param name="app">The app.</param>
    /// <param name="before">Only those with a lower number; null from the newest.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<Release>> ListAsync(string app, int? before, int limit, CancellationToken cancellationToken);

    /// <summary>The sealed values of the variables that a release keeps; none when there is no such release.</summary>
    Task<IReadOnlyDictionary<string, string>> ReadConfigAsync(string app, int number, CancellationToken cancellationToken);

    /// <summary>Which release of an app served when, the latest first.</summary>
    /// <param name="app">The app.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<ServedTime>> ReadTrafficAsync(string app, int limit, CancellationToken cancellationToken);
}
