using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Deploys.Sources.Compose;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Sources;

/// <summary>Lays what files of a source say over the settings of its app, and over that what is said of one run.</summary>
public sealed class SourceSettings(ComposeSources compose)
{
    /// <summary>How large those files may be, by path, for <see cref="SourceGlance"/>; null for any other file.</summary>
    public static int? LimitOf(string path) =>
        path == GokkuFile.Name ? SourceYaml.MaxBytes : ComposeFile.Names.Contains(path) ? SourceGlance.OnlyWhetherThere : null;

    /// <summary>The settings that a run is started with.</summary>
    /// <param name="app">The app.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="inputs">The inputs of the run.</param>
    /// <param name="source">What is built; null when nothing is.</param>
    /// <param name="files">Those of its files that <see cref="LimitOf"/> asks for.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UserErrorException">A file or an input says what cannot be.</exception>
    public async Task<EffectiveSettings> ResolveAsync(
        string app, EffectiveSettings settings, JsonObject inputs, DeploySource? source, IReadOnlyList<GlancedFile> files, CancellationToken cancellationToken)
    {
        if (source is null)
        {
            return settings.UnderRun(inputs);
        }

        var gokku = files.FirstOrDefault(file => file.Path == GokkuFile.Name)?.Text is { } text ? GokkuFile.Parse(app, text).Settings : new Dictionary<string, string>();
        var service = files.Any(file => ComposeFile.Names.Contains(file.Path))
            ? await compose.OfStoredAsync(app, source.Id, settings.Under(gokku).UnderRun(inputs), cancellationToken)
            : null;
        return (service is null ? settings : settings.Under(service.Settings).Under(new Dictionary<string, string> { [ComposeSources.ServiceSetting] = service.Name })).Under(gokku).UnderRun(inputs);
    }
}
