using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Runs;

namespace PipelineDeploy.Server.Apps;

/// <summary>Changes variables, brings them to what serves and tells what has changed.</summary>
sealed class ConfigChanges(AppConfig config, ConfigReleases releases, ISettingStore settings, RunViews runs)
{
    public async Task<ConfigChangeView> ChangeAsync(
        string app, IReadOnlyDictionary<string, string?> changes, bool noRestart, string actor, AuditNotes audit, CancellationToken cancellationToken)
    {
        var before = await settings.ReadAsync(app, cancellationToken);
        var changed = await config.ChangeAsync(app, changes, actor, cancellationToken);
        var run = changed.IsOfEnvironment && !noRestart ? await releases.StartAsync(app, actor, cancellationToken) : null;
        var effective = changed.Settings.Count == 0 ? null : await settings.ReadAsync(app, cancellationToken);
        // Values of variables are secrets, those of settings are not.
        audit.Name("set", changed.Set);
        audit.Name("unset", changed.Unset);
        foreach (var name in changed.Settings)
        {
            audit.Change(name, before[name].Value, effective![name].Value);
        }

        return new ConfigChangeView(
            app, changed.Set, changed.Unset, [.. changed.Settings.Select(name => SettingEndpoints.ViewOf(effective![name]))],
            run is null ? null : await runs.ViewAsync(run, cancellationToken));
    }
}
