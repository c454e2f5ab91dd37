using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.TestKit.Releases;

/// <summary>Releases in memory, by the rules of the database. Not thread-safe.</summary>
/// <param name="isDriving">Whether a driver still drives its run.</param>
public sealed class InMemoryReleaseStore(Func<DriverTerm, bool> isDriving) : IReleaseStore
{
    readonly List<Release> _releases = [];
    readonly Dictionary<ReleaseName, IReadOnlyDictionary<string, string>> _configs = [];

    /// <summary>The sealed config of an app as it is; a new release keeps it.</summary>
    public Func<string, IReadOnlyDictionary<string, string>> ConfigOf { get; init; } = _ => new Dictionary<string, string>();

    /// <summary>The upload that a run builds from.</summary>
    public Func<long, string?> SourceOf { get; init; } = _ => null;

    /// <summary>Which release of an app served when, the latest first.</summary>
    public Func<string, IReadOnlyList<ServedTime>> TrafficOf { get; init; } = _ => [];

    /// <inheritdoc />
    public Task<Release> AllotAsync(string app, DriverTerm term, ReleaseContent content, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!isDriving(term))
        {
            throw new UserErrorException("run.outlived", $"Run {term.RunId} is driven by another server now, or has ended", "Nothing was changed.");
        }

        var made = Of(term.RunId) ?? new Release(app, _releases.Count(other => other.App == app) + 1, term.RunId, content.Image, now) { From = content.From, Source = SourceOf(term.RunId) };
        var release = made with { Image = content.Image, Checks = content.Checks, Healthchecks = content.Healthchecks, Processes = content.Processes, Commit = content.Commit, File = content.File };
        _releases.RemoveAll(other => other.RunId == term.RunId);
        _releases.Add(release);
        var config = new Dictionary<string, string>(content.File?.Environment ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        foreach (var (name, value) in ConfigOf(app))
        {
            config[name] = value;
        }

        _configs[new ReleaseName(app, release.Number)] = config;
        return Task.FromResult(release);
    }

    /// <inheritdoc />
    public Task<Release?> FindByRunAsync(long runId, CancellationToken cancellationToken) => Task.FromResult(Of(runId));

    /// <inheritdoc />
    public Task<IReadOnlyDictionary<long, int>> NumbersByRunAsync(IReadOnlyCollection<long> runIds, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<long, int>>(
            _releases.Where(release => release.RunId is { } run && runIds.Contains(run)).ToDictionary(release => release.RunId!.Value, release => release.Number));

    /// <inheritdoc />
    public Task<Release?> FindAsync(string app, int number, CancellationToken cancellationToken) =>
        Task.FromResult(_releases.Find(release => release.App == app && release.Number == number));

    /// <inheritdoc />
    public Task<IReadOnlyList<Release>> ListAsync(string app, int? before, int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Release>>(
        [.. _releases.Where(release => release.App == app && (before is null || release.Number < before)).OrderByDescending(release => release.Number).Take(limit)]);

    /// <inheritdoc />
    public Task<IReadOnlyDictionary<string, string>> ReadConfigAsync(string app, int number, CancellationToken cancellationToken) =>
        Task.FromResult(_configs.GetValueOrDefault(new ReleaseName(app, number)) ?? new Dictionary<string, string>());

    /// <inheritdoc />
    public Task<IReadOnlyList<ServedTime>> ReadTrafficAsync(string app, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ServedTime>>([.. TrafficOf(app).Take(limit)]);

    Release? Of(long runId) => _releases.Find(release => release.RunId == runId);
}
