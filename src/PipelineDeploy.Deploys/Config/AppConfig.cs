using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Config;

/// <summary>The variables of apps. Names that other tools have for settings are settings here, whoever sets them as config.</summary>
public sealed class AppConfig(IConfigStore store, IConfigVault vault, ISettingStore settings, TimeProvider time)
{
    /// <summary>The variables of an app, by name, without their values.</summary>
    public Task<IReadOnlyList<ConfigVariable>> ListAsync(string app, CancellationToken cancellationToken) => store.ListAsync(app, cancellationToken);

    /// <summary>The value of one variable.</summary>
    /// <exception cref="UserErrorException"><c>config.badName</c>, <c>config.notFound</c>, <c>config.unreadable</c>.</exception>
    public async Task<string> GetAsync(string app, string name, CancellationToken cancellationToken) =>
        (await store.ReadAsync(app, cancellationToken)).TryGetValue(ConfigRules.RequireName(name), out var value)
            ? vault.Open(app, name, value)
            : throw new UserErrorException("config.notFound", $"{app} has no variable {name}", $"See those it has with: pdeploy config list -a {app}");

    /// <summary>Changes variables, all of them or none.</summary>
    /// <param name="app">The app.</param>
    /// <param name="changes">Values by name; null takes the variable away.</param>
    /// <param name="actor">Who.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UserErrorException">
    /// <c>config.nothing</c>, <c>config.badName</c>, <c>config.badValue</c>, <c>config.tooMany</c>; <c>setting.badValue</c>: it is the name of a setting that cannot be that.
    /// </exception>
    public async Task<ConfigChange> ChangeAsync(string app, IReadOnlyDictionary<string, string?> changes, string actor, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
        {
            throw new UserErrorException("config.nothing", "There is nothing to change", "Name at least one variable.");
        }

        foreach (var (name, value) in changes)
        {
            ConfigRules.RequireValue(ConfigRules.RequireName(name), value ?? "");
        }

        // Normalized before the first is written: a typo in the last must not leave half of them set.
        var meant = changes.Where(change => SettingDefinition.OfAlias(change.Key) is not null)
            .Select(change => (Setting: SettingDefinition.OfAlias(change.Key)!, change.Value))
            .Select(change => (change.Setting, Value: change.Value is null ? null : change.Setting.Normalize(change.Value))).ToList();
        var changed = await WriteAsync(app, changes.Where(change => SettingDefinition.OfAlias(change.Key) is null).ToDictionary(), actor, cancellationToken);
        foreach (var (setting, value) in meant)
        {
            await (value is null ? settings.UnsetAsync(app, setting.Name, cancellationToken) : settings.SetAsync(app, setting.Name, value, cancellationToken));
        }

        return changed with { Settings = [.. meant.Select(change => change.Setting.Name)] };
    }

    /// <summary>The names of those of the variables that the app does not have with this value.</summary>
    /// <exception cref="UserErrorException"><c>config.badName</c>, <c>config.badValue</c>.</exception>
    public async Task<IReadOnlyList<string>> DifferingAsync(string app, IReadOnlyDictionary<string, string> variables, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in variables)
        {
            ConfigRules.RequireValue(ConfigRules.RequireName(name), value);
        }

        var before = await store.ReadAsync(app, cancellationToken);
        return [.. variables.Where(variable => !Holds(app, before, variable.Key, variable.Value)).Select(variable => variable.Key)];
    }

    // What has its value already is left as it is: who set it and when stays true, and nothing needs to be started for it.
    async Task<ConfigChange> WriteAsync(string app, Dictionary<string, string?> changes, string actor, CancellationToken cancellationToken)
    {
        var before = await store.ReadAsync(app, cancellationToken);
        var real = changes.Where(change => change.Value is { } value
            ? !Holds(app, before, change.Key, value)
            : before.ContainsKey(change.Key)).ToList();
        if (real.Count > 0)
        {
            var written = real.ToDictionary(change => change.Key, change => change.Value is { } value ? vault.Seal(app, change.Key, value) : null, StringComparer.Ordinal);
            await store.ChangeAsync(app, written, actor, time.GetUtcNow(), cancellationToken);
        }

        return new ConfigChange(
            [.. real.Where(change => change.Value is not null).Select(change => change.Key).Order(StringComparer.Ordinal)],
            [.. real.Where(change => change.Value is null).Select(change => change.Key).Order(StringComparer.Ordinal)],
            []);
    }

    // One that cannot be read any more is put right by setting it anew.
    bool Holds(string app, IReadOnlyDictionary<string, string> before, string name, string value)
    {
        try
        {
            return before.TryGetValue(name, out var sealedValue) && vault.Open(app, name, sealedValue) == value;
        }
        catch (UserErrorException)
        {
            return false;
        }
    }
}

/// <summary>What a change of the config has changed.</summary>
/// <param name="Set">Names of the variables that have another value now.</param>
/// <param name="Unset">Names of those that are gone.</param>
/// <param name="Settings">Names of the settings that were meant.</param>
public sealed record ConfigChange(IReadOnlyList<string> Set, IReadOnlyList<string> Unset, IReadOnlyList<string> Settings)
{
    /// <summary>Whether the app's environment is another one now.</summary>
    public bool IsOfEnvironment => Set.Count + Unset.Count > 0;
}
