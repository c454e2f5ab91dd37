using System.Text.Json.Nodes;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Deploys.Settings;

/// <summary>One setting as it holds for an app.</summary>
/// <param name="Definition">The setting.</param>
/// <param name="Value">Its value, as text.</param>
/// <param name="Origin">Where the value came from: <c>default</c>, <c>global</c>, <c>app</c>, <c>file</c>, a file of the source, or <c>run</c>, an input of its name.</param>
public sealed record EffectiveSetting(SettingDefinition Definition, string Value, string Origin);

/// <summary>All settings of an app, each with where it came from. Weakest first: default, global, app.</summary>
public sealed class EffectiveSettings
{
    readonly IReadOnlyDictionary<string, EffectiveSetting> _settings;

    EffectiveSettings(IEnumerable<EffectiveSetting> settings) =>
        _settings = settings.ToDictionary(setting => setting.Definition.Name, StringComparer.Ordinal);

    /// <summary>All of them, by definition order.</summary>
    public IEnumerable<EffectiveSetting> All => _settings.Values;

    /// <summary>The setting of that name.</summary>
    public EffectiveSetting this[string name] => _settings[name];

    /// <summary>Lays the layers over each other.</summary>
    public static EffectiveSettings Resolve(IReadOnlyDictionary<string, string> global, IReadOnlyDictionary<string, string> app) =>
        new(SettingDefinition.All.Select(definition =>
            app.TryGetValue(definition.Name, out var own) ? new EffectiveSetting(definition, own, "app")
            : global.TryGetValue(definition.Name, out var everywhere) ? new EffectiveSetting(definition, everywhere, "global")
            : new EffectiveSetting(definition, definition.Default, "default")));

    /// <summary>The same with what a file of the source says, which stands above them.</summary>
    public EffectiveSettings Under(IReadOnlyDictionary<string, string> file) => Under(file, "file");

    /// <summary>The same with the inputs of a run that have a setting's name: what is said of one run stands above everything.</summary>
    /// <exception cref="UserErrorException"><c>setting.badValue</c>, and what else is wrong with one.</exception>
    public EffectiveSettings UnderRun(JsonObject inputs) => Under(
        SettingDefinition.All.Where(definition => inputs[definition.Name] is not null).ToDictionary(definition => definition.Name, definition => definition.Normalize(inputs[definition.Name]!.ToString())), "run");

    EffectiveSettings Under(IReadOnlyDictionary<string, string> layer, string origin) =>
        new(All.Select(setting => layer.TryGetValue(setting.Definition.Name, out var own) ? setting with { Value = own, Origin = origin } : setting));

    /// <summary>As a run freezes them.</summary>
    public JsonObject ToJson() => new(All.Select(setting => KeyValuePair.Create(setting.Definition.Name, (JsonNode?)setting.Value)));

    /// <summary>What becomes of a run while another one of the app goes on.</summary>
    public Concurrency Concurrency => Enum.Parse<Concurrency>(this["concurrency"].Value, ignoreCase: true);
}
