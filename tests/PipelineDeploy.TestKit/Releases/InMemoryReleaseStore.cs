using PipelineDeploy.Deploys.Releases;

namespace PipelineDeploy.TestKit.Releases;

/// <summary>Releases in memory. Not thread-safe.</summary>
public sealed class InMemoryReleaseStore : IReleaseStore
{
    readonly List<Release> _releases = [];

    /// <inheritdoc />
    public Task<Release> AllotAsync(string app, long runId, string image, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var release = Of(runId) is { } own
            ? own with { Image = image }
            : new Release(app, _releases.Count(other => other.App == app) + 1, runId, image, now);
        _releases.RemoveAll(other => other.RunId == runId);
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
