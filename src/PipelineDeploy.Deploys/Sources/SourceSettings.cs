using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Deploys.Sources.Compose;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Sources;

/// <summary>Lays what files of a source say over the settings of its app, and over that what is said of one run.</summary>
public sealed class SourceSettings(SourceGlance glance, ComposeSources compose)
{
    /// <summary>The settings that a run is started with.</summary>
    /// <param name="app">The app.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="inputs">The inputs of the run.</param>
    /// <param name="source">What is built; null when nothing is.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UserErrorException">A file or an input says what cannot be.</exception>
    public async Task<EffectiveSettings> ResolveAsync(
        string app, EffectiveSettings settings, JsonObject inputs, DeploySource? source, CancellationToken cancellationToken)
    {
        if (source is null)
        {
            return settings.UnderRun(inputs);
        }

        var gokku = await glance.ReadAsync(source.Id, GokkuFile.Name, SourceYaml.MaxBytes, cancellationToken) is { } text ? GokkuFile.Parse(app, text).Settings : new Dictionary<string, string>();
        var service = await compose.OfStoredAsync(app, source.Id, settings.Under(gokku).UnderRun(inputs), cancellationToken);
        return (service is null ? settings : settings.Under(service.Settings).Under(new Dictionary<string, string> { [ComposeSources.ServiceSetting] = service.Name })).Under(gokku).UnderRun(inputs);
    }
}
