using System.Globalization;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Sources.Compose;

/// <summary>Reads the values of one compose file with its variables put in, and keeps what is to be told of it.</summary>
/// <param name="file">The file's name.</param>
/// <param name="variables">What <c>$NAME</c> may stand for.</param>
sealed class ComposeScope(string file, ComposeVariables variables)
{
    readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal);
    readonly List<string> _warnings = [];

    /// <summary>What was set so far.</summary>
    public Dictionary<string, string> Settings => _settings;

    /// <summary>What is to be told.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Whether a key is one that every tool passes over.</summary>
    /// <remarks>Compose Specification, "Extension".</remarks>
    public static bool IsExtension(string key) => key.StartsWith("x-", StringComparison.Ordinal);

    /// <summary>The value of a variable; null when there is none.</summary>
    public string? Variable(string name) => variables.Find(name);

    /// <summary>An error of the file.</summary>
    public UserErrorException Bad(int line, string what, string hint) => ComposeError.At(file, line, what, hint);

    /// <summary>An error for what no container may have.</summary>
    public UserErrorException Refused(int line, string what) => ComposeError.Refused(file, line, what);

    /// <summary>Something that is not taken over.</summary>
    public void Warn(int line, string what) => _warnings.Add(string.Create(CultureInfo.InvariantCulture, $"{file} line {line}: {what}"));

    /// <summary>A text whose value goes nowhere that shows it.</summary>
    public string Text(SourceNode node, string where) => Fill(node, where, variables.Find);

    /// <summary>A text that becomes a setting, which everybody who sees the app may read: no config variable may end up in it.</summary>
    public string PlainText(SourceNode node, string where) => Fill(node, where, name => variables.Config.ContainsKey(name)
        ? throw Bad(
            node.Line, $"'{where}' would show the config variable {name}, which is secret", $"Use $${name} in a command that a shell of the container reads, or a variable of the source's .env.")
        : variables.File.GetValueOrDefault(name));

    /// <summary>The texts of a list, or one text.</summary>
    public IReadOnlyList<SourceNode> Items(SourceNode node, string where) => node switch
    {
        SourceNode.List list => list.Items,
        SourceNode.Text { Value: null } => [],
        SourceNode.Text => [node],
        _ => throw Bad(node.Line, $"'{where}' must be a list", "Write one item a line, each with a dash."),
    };

    /// <summary>A map.</summary>
    public SourceNode.Map Map(SourceNode node, string where) => node as SourceNode.Map
        ?? throw Bad(node.Line, $"'{where}' must be a map", "Write its keys below it.");

    /// <summary>Names with values: a map, or a list of <c>NAME=value</c>; null for a name without a value.</summary>
    public IReadOnlyList<(string Name, SourceNode Node, string? Value)> Pairs(SourceNode node, string where, Func<SourceNode, string, string> text)
    {
        if (node is SourceNode.Map map)
        {
            return [.. map.Entries.Select(entry => (entry.Key, entry.Value, entry.Value is SourceNode.Text { Value: null } ? null : text(entry.Value, $"{where}.{entry.Key}")))];
        }

        return [.. Items(node, where).Select(item => item is SourceNode.Text { Value: { } written }
            ? PairOf(item, where, written.Split('=', 2), text)
            : throw Bad(item.Line, $"'{where}' must be a list of texts", "Write each as NAME=value."))];
    }

    // A name goes into errors, so it is no place for a config variable.
    (string Name, SourceNode Node, string? Value) PairOf(SourceNode item, string where, string[] parts, Func<SourceNode, string, string> text) => (
        PlainText(new SourceNode.Text(item.Line, parts[0]), where), item, parts.Length == 2 ? text(new SourceNode.Text(item.Line, parts[1]), $"{where}.{parts[0]}") : null);

    /// <summary>Whether a value says yes.</summary>
    public bool IsTrue(SourceNode node, string where) => Text(node, where).ToUpperInvariant() is "TRUE" or "YES" or "ON";

    /// <summary>Makes a setting of a value. The value itself is in no error: it may hold a variable that is secret.</summary>
    public void Set(SourceNode node, string where, string setting, string? value)
    {
        try
        {
            _settings[setting] = SettingDefinition.Find(setting).Normalize(value ?? throw new FormatException());
        }
        catch (Exception e) when (e is UserErrorException or FormatException)
        {
            throw Unusable(node, where, e is UserErrorException told ? told.Error.Hint : null);
        }
    }

    /// <summary>An error for a value that means nothing where it stands.</summary>
    public UserErrorException Unusable(SourceNode node, string where, string? hint = null) => Bad(
        node.Line, node is SourceNode.Text { Value: { } written } ? $"'{where}' cannot be {SourceError.Show(written)}" : $"'{where}' cannot be used as it is", hint ?? "Look at what the Compose Specification says of it.");

    string Fill(SourceNode node, string where, Func<string, string?> find)
    {
        if (node is not SourceNode.Text { Value: { } text })
        {
            throw Bad(node.Line, $"'{where}' must be a text", "Write its value behind the colon.");
        }

        try
        {
            var interpolation = new ComposeInterpolation(text, find);
            var filled = interpolation.Fill();
            foreach (var name in interpolation.Unset.Distinct())
            {
                Warn(node.Line, $"'{where}' uses the variable {name}, which is not set; it is empty");
            }

            return filled;
        }
        catch (FormatException e)
        {
            throw Bad(node.Line, $"'{where}': {e.Message}", "Set it with: pdeploy config set NAME=value, or in the .env of the source.");
        }
    }
}
