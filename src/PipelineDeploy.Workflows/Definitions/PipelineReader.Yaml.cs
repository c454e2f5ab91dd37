using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PipelineDeploy.Workflows.Definitions;

/// <summary>Taking a YAML tree apart and telling where in it something is wrong.</summary>
sealed partial class PipelineReader
{
    string? Text(YamlMappingNode map, string key, string path, bool required = false)
    {
        switch (Child(map, key))
        {
            case YamlScalarNode { Value: { Length: > 0 } value }:
                return value;
            case null when !required:
                return null;
            case var node:
                Report(node ?? map, Join(path, key), $"'{key}' must be a text");
                return null;
        }
    }

    bool Truth(YamlMappingNode map, string key, string path, bool otherwise)
    {
        if (Child(map, key) is not { } node)
        {
            return otherwise;
        }

        if (node is YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } scalar)
        {
            return scalar.Value == "true";
        }

        Report(node, Join(path, key), $"'{key}' is true or false");
        return otherwise;
    }

    void RefuseUnknownKeys(YamlMappingNode map, IReadOnlyList<string> known, string path)
    {
        foreach (var key in map.Children.Keys.OfType<YamlScalarNode>().Where(key => !known.Contains(key.Value)))
        {
            var choices = known.Count == 0 ? "nothing may stand here" : $"known are {string.Join(", ", known)}";
            Report(key, Join(path, key.Value ?? ""), $"'{key.Value}' is not known here; {choices}");
        }
    }

    void Report(YamlNode node, string path, string message, bool isWarning = false) =>
        _problems.Add(new PipelineProblem(node.Start.Line, node.Start.Column, path, message, isWarning));

    // Columns inside a text of one line are those of the file; of longer ones only the beginning is known.
    void ReportIn(YamlNode node, int column, string path, string message)
    {
        var quote = node is YamlScalarNode { Style: ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted } ? 1 : 0;
        var shift = node.Start.Line == node.End.Line ? quote + column - 1 : 0;
        _problems.Add(new PipelineProblem(node.Start.Line, node.Start.Column + shift, path, message));
    }

    static IReadOnlyList<T>? NullWhenEmpty<T>(IReadOnlyList<T> list) => list.Count == 0 ? null : list;

    static YamlNode? Child(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;

    static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NamePattern();

    // As expressions can name them.
    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_-]{0,62}\\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ValueName();
}
