using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Processes;

/// <summary>How many instances of a process of an app run after its next deploy.</summary>
/// <param name="Name">The process.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Origin">Where that is said: <c>default</c>, <c>file</c> (its app.json), <c>global</c> or <c>app</c>.</param>
/// <param name="IsKnown">Whether the app has such a process; none is started else.</param>
public sealed record ScaledProcess(string Name, int Quantity, string Origin, bool IsKnown);

/// <summary>The scale of apps. It is a setting, so that a run keeps the one it was started with.</summary>
public sealed class AppScale(ISettingStore settings, IRouteStore routes, IReleaseStore releases)
{
    /// <summary>The processes of an app, <c>web</c> first.</summary>
    public async Task<IReadOnlyList<ScaledProcess>> ReadAsync(string app, CancellationToken cancellationToken)
    {
        var setting = (await settings.ReadAsync(app, cancellationToken))[ProcessScale.Setting];
        var scale = ProcessScale.Parse(setting.Value);
        var formation = Formation.Read((await ReleaseAsync(app, cancellationToken))?.Processes);
        var known = formation.Processes.Select(process => new ScaledProcess(
            process.Name,
            formation.QuantityOf(process.Name, scale),
            scale.Quantities.ContainsKey(process.Name) ? setting.Origin : process.Quantity is null ? "default" : "file",
            IsKnown: true));
        var unknown = scale.Quantities.Where(wanted => formation.Processes.All(process => process.Name != wanted.Key)).OrderBy(wanted => wanted.Key, StringComparer.Ordinal);
        return [.. known, .. unknown.Select(wanted => new ScaledProcess(wanted.Key, wanted.Value, setting.Origin, IsKnown: false))];
    }

    /// <summary>Changes the scale of some processes; the others keep theirs.</summary>
    /// <param name="app">The app.</param>
    /// <param name="changes">Numbers of instances by process.</param>
    /// <param name="isForLater">The next deploy may bring processes that the app does not have yet.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UserErrorException">
    /// <c>scale.nothing</c>, <c>scale.badProcess</c>, <c>scale.badQuantity</c>, <c>scale.webNeeded</c>; <c>scale.unknownProcess</c>: what serves has no such process.
    /// </exception>
    public async Task ChangeAsync(string app, IReadOnlyDictionary<string, int> changes, bool isForLater, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
        {
            throw new UserErrorException("scale.nothing", "There is nothing to change", "Name at least one process, e.g. worker=1.");
        }

        var before = ProcessScale.Parse((await settings.ReadAsync(app, cancellationToken))[ProcessScale.Setting].Value);
        var after = before.With(changes);
        if (!isForLater && (await routes.FindAsync(app, cancellationToken))?.Blue is { } serving)
        {
            RequireKnown(app, Formation.Read((await releases.FindAsync(app, serving.Release, cancellationToken))?.Processes), serving.Release, changes);
        }

        await settings.SetAsync(app, ProcessScale.Setting, after.ToString(), cancellationToken);
    }

    static void RequireKnown(string app, Formation formation, int release, IReadOnlyDictionary<string, int> changes)
    {
        var names = formation.Processes.Select(process => process.Name).ToList();
        if (changes.FirstOrDefault(change => change.Value > 0 && !names.Contains(change.Key)).Key is { } unknown)
        {
            throw new UserErrorException(
                "scale.unknownProcess", $"v{release} of {app} has no process '{unknown}', only {string.Join(", ", names)}",
                "Write it into the Procfile and deploy; to set its scale before that: --no-restart");
        }
    }

    // Before the first one serves, the newest tells what there will be.
    async Task<Release?> ReleaseAsync(string app, CancellationToken cancellationToken) => (await routes.FindAsync(app, cancellationToken))?.Blue is { } serving
        ? await releases.FindAsync(app, serving.Release, cancellationToken)
        : await releases.ListAsync(app, null, 1, cancellationToken) is [var newest] ? newest : null;
}
