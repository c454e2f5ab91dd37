using System.Globalization;
using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Sources.Compose;

/// <summary>Finds the service of a source's compose file that an app is: before its run, and when it is built.</summary>
public sealed class ComposeSources(IConfigStore config, IConfigVault vault, SourceGlance glance)
{
    /// <summary>The setting that names the service.</summary>
    public const string ServiceSetting = "composeService";

    /// <summary>The setting that names the project.</summary>
    public const string ProjectSetting = "composeProject";

    /// <summary>Docker Compose reads the variables of a project here.</summary>
    public const string VariablesFile = ".env";

    /// <summary>The service of a stored source: the one that is named, or the only one that is built where there is no Dockerfile; null for none.</summary>
    /// <exception cref="UserErrorException">Those of <see cref="ComposeFile"/>; <c>config.unreadable</c>.</exception>
    public async Task<ComposeService?> OfStoredAsync(string app, string source, EffectiveSettings settings, CancellationToken cancellationToken)
    {
        var wanted = settings[ServiceSetting].Value;
        if (wanted.Length == 0 && await glance.HasAsync(source, settings["dockerfile"].Value, cancellationToken))
        {
            return null;
        }

        var files = await glance.ReadAllAsync(source, path => path == VariablesFile || ComposeFile.Names.Contains(path) ? SourceYaml.MaxBytes : null, cancellationToken);
        var texts = files.Where(file => file.Bytes is not null).ToDictionary(file => file.Path, file => file.Text!, StringComparer.Ordinal);
        if (ComposeFile.Names.FirstOrDefault(texts.ContainsKey) is not { } name)
        {
            return null;
        }

        var file = ComposeFile.Parse(name, texts[name]);
        return file.Service(wanted.Length > 0 ? wanted : file.OnlyBuilt(), ProjectOf(settings[ProjectSetting].Value), await VariablesAsync(app, texts.GetValueOrDefault(VariablesFile), cancellationToken));
    }

    /// <summary>The service that a run was started for, with all of its environment; null when it is for none.</summary>
    /// <param name="app">The app.</param>
    /// <param name="tree">The source.</param>
    /// <param name="settings">The run's settings.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UserErrorException"><c>source.noCompose</c>, and those of <see cref="OfStoredAsync"/>.</exception>
    public async Task<ComposeService?> OfTreeAsync(string app, SourceTree tree, JsonObject? settings, CancellationToken cancellationToken)
    {
        if (settings?[ServiceSetting]?.ToString() is not { Length: > 0 } wanted)
        {
            return null;
        }

        // What is no file of its own was not seen when the run was made, so its settings do not hold.
        var name = ComposeFile.Names.FirstOrDefault(name => new FileInfo(Path.Combine(tree.Folder, name)) is { Exists: true, LinkTarget: null })
            ?? throw SourceError.Because("noCompose", $"The source has no compose file, and the service {SourceError.Show(wanted)} of it is to be deployed", $"Add one of {string.Join(", ", ComposeFile.Names)}, or: pdeploy settings unset {ServiceSetting} -a {app}");
        var variables = await VariablesAsync(app, await TextAsync(tree, VariablesFile, cancellationToken), cancellationToken);
        var text = await TextAsync(tree, name, cancellationToken);
        var service = ComposeFile.Parse(name, text!).Service(wanted, ProjectOf(settings[ProjectSetting]?.ToString()), variables);
        return service with { Environment = await EnvironmentAsync(tree, service, cancellationToken) };
    }

    static string? ProjectOf(string? text) => text is { Length: > 0 } ? text : null;

    async Task<ComposeVariables> VariablesAsync(string app, string? file, CancellationToken cancellationToken) => new(
        vault.OpenAll(app, await config.ReadAsync(app, cancellationToken)), file is null ? ComposeVariables.None.File : Parse(VariablesFile, file));

    static async Task<IReadOnlyDictionary<string, string>> EnvironmentAsync(SourceTree tree, ComposeService service, CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var named in service.EnvFiles)
        {
            if (await TextAsync(tree, named.Path, cancellationToken) is { } text)
            {
                Add(Parse(named.Path, text));
            }
            else if (named.IsRequired)
            {
                throw ComposeError.At(service.File, named.Line, $"the source has no {SourceError.Show(named.Path)}, which 'env_file' names", "Add it, or write it with 'required: false'.");
            }
        }

        Add(service.Environment);
        all.Remove("PORT");
        return all;

        void Add(IReadOnlyDictionary<string, string> some)
        {
            foreach (var (variable, value) in some)
            {
                all[variable] = value;
            }
        }
    }

    // One without a variable is nothing bad here.
    static IReadOnlyDictionary<string, string> Parse(string path, string text)
    {
        var (variables, _, errors) = EnvFile.Read(text);
        return errors is [var (line, wrong), ..]
            ? throw SourceError.Because("badEnvFile", string.Create(CultureInfo.InvariantCulture, $"{path} line {line}: {wrong}"), EnvFile.Hint)
            : variables;
    }

    static Task<string?> TextAsync(SourceTree tree, string path, CancellationToken cancellationToken) => tree.ReadTextAsync(path, SourceYaml.MaxBytes, cancellationToken);
}
