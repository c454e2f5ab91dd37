using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Releases;

/// <summary>What a run made of an app: an image with a number.</summary>
/// <param name="App">The app.</param>
/// <param name="Number">1, 2, … within the app.</param>
/// <param name="RunId">The run that made it.</param>
/// <param name="Image">The image's id.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record Release(string App, int Number, long RunId, string Image, DateTimeOffset CreatedAt);

/// <summary>Where releases are kept.</summary>
public interface IReleaseStore
{
    /// <summary>The release of a run: the one it has already, with this image now, else the next number of the app.</summary>
    /// <exception cref="UserErrorException"><c>run.outlived</c>: another driver has this run now, or it has ended; nothing was changed.</exception>
    Task<Release> AllotAsync(string app, DriverTerm term, string image, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The release that a run made, or null.</summary>
    Task<Release?> FindByRunAsync(long runId, CancellationToken cancellationToken);

    /// <summary>The releases that these runs made.</summary>
    Task<IReadOnlyDictionary<long, int>> NumbersByRunAsync(IReadOnlyCollection<long> runIds, CancellationToken cancellationToken);
}
