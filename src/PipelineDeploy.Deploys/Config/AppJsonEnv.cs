using System.Text.Json;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Config;

/// <summary>A variable that an app's <c>app.json</c> asks for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">What it is when nobody has set it; null for nothing.</param>
/// <param name="IsRequired">Whether the app cannot be deployed without it.</param>
/// <param name="IsGenerated">Whether a secret is made up for it when nobody has set it.</param>
/// <param name="IsSynced">Whether every deploy sets it to <paramref name="Value"/>, whatever it was.</param>
public sealed record EnvDemand(string Name, string? Value, bool IsRequired = true, bool IsGenerated = false, bool IsSynced = false);

/// <summary>Reads <c>env</c> of an <c>app.json</c>.</summary>
/// <remarks>
/// dokku's documents, "app.json", Env: a text is the value; an object has <c>value</c>, <c>required</c> (true unless said), <c>generator</c>
/// (<c>secret</c>) and <c>sync</c>.
/// </remarks>
public static class AppJsonEnv
{
    const string Hint = """Write {"env": {"NAME": {"description": "…", "required": true}}}, with 'value' for a default.""";

    /// <summary>The variables it asks for, in its order.</summary>
    /// <exception cref="UserErrorException"><c>source.badAppJson</c>.</exception>
    public static IReadOnlyList<EnvDemand> Parse(string text)
    {
        using var document = AppJsonText.Parse(text);
        return document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("env", out var env) ? []
            : env.ValueKind == JsonValueKind.Object ? [.. env.EnumerateObject().Select(Read)]
            : throw Bad("env", "must be an object with the names of the variables");
    }

    static EnvDemand Read(JsonProperty variable)
    {
        var place = $"env.{variable.Name}";
        try
        {
            ConfigRules.RequireName(variable.Name);
        }
        catch (UserErrorException e)
        {
            throw new UserErrorException(new UserError("source.badAppJson", $"app.json: {e.Error.Message}", e.Error.Hint), e);
        }

        return variable.Value.ValueKind == JsonValueKind.Object
            ? new EnvDemand(
                variable.Name, Text($"{place}.value", Member(variable.Value, "value")), Flag(place, variable.Value, "required", orElse: true), IsGenerated(place, variable.Value), Flag(place, variable.Value, "sync", orElse: false))
            : new EnvDemand(variable.Name, Text(place, variable.Value, "must be a text or an object"));
    }

    static JsonElement? Member(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    // A number or a flag is what a shell would make of it.
    static string? Text(string place, JsonElement? value, string expected = "must be a text") => value?.ValueKind switch
    {
        null => null,
        JsonValueKind.String when ConfigRules.WrongWith(value.Value.GetString()!) is { } wrong => throw Bad(place, $"cannot be set: {wrong}"),
        JsonValueKind.String => value.Value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.Value.GetRawText(),
        _ => throw Bad(place, expected),
    };

    static bool Flag(string place, JsonElement of, string name, bool orElse) => Member(of, name) switch
    {
        null => orElse,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Bad($"{place}.{name}", "must be true or false"),
    };

    static bool IsGenerated(string place, JsonElement of) => Member(of, "generator") switch
    {
        null => false,
        { ValueKind: JsonValueKind.String } generator when generator.ValueEquals("secret") => true,
        _ => throw Bad($"{place}.generator", "must be 'secret', the only generator there is"),
    };

    static UserErrorException Bad(string place, string what) => SourceError.Because("badAppJson", $"app.json: '{place}' {what}", Hint);
}
