namespace PipelineDeploy.Deploys.Settings;

/// <summary>Where settings are kept, by their own names and in their normal form.</summary>
public interface ISettingStore
{
    /// <summary>The settings of one app, or those of all apps when <paramref name="app"/> is null, each with where it came from.</summary>
    Task<EffectiveSettings> ReadAsync(string? app, CancellationToken cancellationToken);

    /// <summary>The settings of every app there is, by its name.</summary>
    Task<IReadOnlyDictionary<string, EffectiveSettings>> ReadOfAllAppsAsync(CancellationToken cancellationToken);

    /// <summary>Sets one setting of an app, or of all apps when <paramref name="app"/> is null.</summary>
    Task SetAsync(string? app, string name, string value, CancellationToken cancellationToken);

    /// <summary>Forgets one setting of an app, or of all apps when <paramref name="app"/> is null.</summary>
    Task UnsetAsync(string? app, string name, CancellationToken cancellationToken);
}
