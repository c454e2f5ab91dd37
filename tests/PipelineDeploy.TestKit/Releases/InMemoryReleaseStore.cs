using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.TestKit.Releases;

/// <summary>Releases in memory, by the rules of the database. Not thread-safe.</summary>
/// <param name="isDriving">Whether a driver still drives its run.</param>
public sealed class InMemoryReleaseStore(Func<DriverTerm, bool> isDriving) : IReleaseStore
{
    readonly List<Release> _releases = [];

    /// <inheritdoc />
    public Task<Release> AllotAsync(string app, DriverTerm term, string image, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!isDriving(term))
        {
            throw new UserErrorException("run.outlived", $"Run {term.RunId} is driven by another server now, or has ended", "Nothing was changed.");
        }

        var release = Of(term.RunId) is { } own
            ? own with { Image = image }
            : new Release(app, _releases.Count(other => other.App == app) + 1, term.RunId, image, now);
        _releases.RemoveAll(other => other.RunId == term.RunId);
        _releases.Add(release);
        return Task.FromResult(release);
    }

    /// <inheritdoc />
    public Task<Release?> FindByRunAsync(long runId, CancellationToken cancellationToken) => Task.FromResult(Of(runId));

    /// <inheritdoc />
    public Task<IReadOnlyDictionary<long, int>> NumbersByRunAsync(IReadOnlyCollection<long> runIds, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<long, int>>(
            _releases.Where(release => runIds.Contains(release.RunId)).ToDictionary(release => release.RunId, release => release.Number));

    Release? Of(long runId) => _releases.Find(release => release.RunId == runId);
}
