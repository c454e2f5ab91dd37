using PipelineDeploy.Deploys.Config;

namespace PipelineDeploy.Deploys.Sources.Compose;

/// <summary>What <c>environment</c> and <c>env_file</c> of a service hold.</summary>
/// <param name="Values">By name, without <c>PORT</c>.</param>
/// <param name="Files">Where more of it is.</param>
/// <param name="Port">What <c>PORT</c> is; null when it is not there.</param>
sealed record ComposeEnvironment(IReadOnlyDictionary<string, string> Values, IReadOnlyList<ComposeEnvFile> Files, string? Port)
{
    const string PortName = "PORT";

    /// <summary>Nothing.</summary>
    public static ComposeEnvironment Empty { get; } = new(new Dictionary<string, string>(), [], null);

    /// <summary>With the variables of a map or a list. One without a value has that of the source's <c>.env</c>, if it is there.</summary>
    public ComposeEnvironment With(ComposeScope scope, SourceNode node, string where)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, item, given) in scope.Pairs(node, where, scope.Text))
        {
            var wrong = name.Length is 0 or > ConfigRules.LongestName || name.Any(sign => char.IsControl(sign) || sign is '=' or ' ') ? "is no name of a variable"
                : given is not null && ConfigRules.WrongWith(given) is { } bad ? $"cannot be set: {bad}"
                : null;
            if (wrong is not null)
            {
                throw scope.Bad(item.Line, $"'{where}': {SourceError.Show(name)} {wrong}", "Write each as NAME: value.");
            }

            if ((given ?? scope.Variable(name)) is { } value)
            {
                values[name] = value;
            }
        }

        var port = values.Remove(PortName, out var own) ? own : null;
        return values.Count <= ConfigRules.MostVariables
            ? this with { Values = values, Port = port }
            : throw scope.Bad(node.Line, $"'{where}' has {values.Count} variables", $"There may be at most {ConfigRules.MostVariables}.");
    }

    /// <summary>With files of the source: one, or a list of paths or of maps with <c>path</c> and <c>required</c>.</summary>
    public ComposeEnvironment WithFiles(ComposeScope scope, SourceNode node, string where) =>
        this with { Files = [.. scope.Items(node, where).Select(item => FileOf(scope, item, where))] };

    static ComposeEnvFile FileOf(ComposeScope scope, SourceNode item, string where)
    {
        var map = item as SourceNode.Map;
        var named = map is null ? item : map["path"] ?? throw scope.Bad(item.Line, $"'{where}': one has no 'path'", "Name a file of the source.");
        var path = ComposeBuildReader.Inside(scope.PlainText(named, where)) is { Length: > 0 } inside
            ? inside
            : throw scope.Bad(item.Line, $"'{where}' leads out of the source", "Name a file of the source.");
        return new ComposeEnvFile(path, item.Line, map?["required"] is not { } required || scope.IsTrue(required, where));
    }
}
