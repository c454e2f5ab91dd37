using System.Text.Json;
using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Processes;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.OneOffs;

/// <summary>The commands that belong to an app's deploy, as its files and settings say.</summary>
/// <param name="Migration">Run once before green starts; null for none.</param>
/// <param name="PostDeploy">Run once after the switch; null for none.</param>
public sealed record DeployCommands(DeployCommand? Migration, DeployCommand? PostDeploy)
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>What they are and where each is written, a line each.</summary>
    public IEnumerable<string> Lines =>
    [
        .. Migration is null ? Array.Empty<string>() : [$"-----> Migration by {Migration.Origin}: {string.Join(' ', Migration.Words)}"],
        .. PostDeploy is null ? Array.Empty<string>() : [$"-----> Post-deploy by {PostDeploy.Origin}: {string.Join(' ', PostDeploy.Words)}"],
    ];

    /// <summary>Reads them. What a file of the app says stands above the setting.</summary>
    /// <param name="procfile">Text of <c>Procfile</c>; null without one. Its <c>release:</c> is a migration.</param>
    /// <param name="appJson">Text of <c>app.json</c>; null without one: <c>scripts.dokku.predeploy</c> and <c>postdeploy</c>.</param>
    /// <param name="settings">The run's settings.</param>
    /// <exception cref="UserErrorException"><c>source.badProcfile</c>, <c>source.badAppJson</c>, or one of <see cref="CommandLine"/>.</exception>
    public static DeployCommands Of(string? procfile, string? appJson, JsonObject? settings)
    {
        var scripts = ScriptsOf(appJson);
        return new DeployCommands(
            Line(procfile is null ? null : Procfile.Parse(procfile).Migration, "Procfile, 'release'") ?? Line(Script(scripts, "predeploy"), "app.json, 'predeploy'") ?? Setting(settings, "migrationCommand"),
            Line(Script(scripts, "postdeploy"), "app.json, 'postdeploy'") ?? Setting(settings, "postDeployCommand"));
    }

    static DeployCommand? Line(string? line, string origin) => string.IsNullOrWhiteSpace(line) ? null : new DeployCommand(CommandLine.OfShellLine(line.Trim(), origin), origin);

    static DeployCommand? Setting(JsonObject? settings, string name) => settings?[name]?.ToString() is { Length: > 0 } text
        ? new DeployCommand(CommandLine.Read(JsonValue.Create(text), $"The setting '{name}'"), $"setting '{name}'")
        : null;

    static JsonObject? ScriptsOf(string? appJson)
    {
        if (string.IsNullOrWhiteSpace(appJson))
        {
            return null;
        }

        using var document = AppJsonText.Parse(appJson);
        return document.RootElement.ValueKind == JsonValueKind.Object && JsonObject.Create(document.RootElement)?["scripts"] is JsonObject scripts ? scripts["dokku"]?.DeepClone() as JsonObject : null;
    }

    static string? Script(JsonObject? scripts, string name) => scripts?[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var line) => line,
        _ => throw SourceError.Because("badAppJson", $"app.json: 'scripts.dokku.{name}' is no text", "Write the command as one text."),
    };
}

/// <summary>One command of an app's deploy.</summary>
/// <param name="Words">Its words.</param>
/// <param name="Origin">Where it is written.</param>
public sealed record DeployCommand(IReadOnlyList<string> Words, string Origin)
{
    /// <summary>As a step hands it on.</summary>
    public JsonArray ToJson() => new([.. Words.Select(word => JsonValue.Create(word))]);
}
