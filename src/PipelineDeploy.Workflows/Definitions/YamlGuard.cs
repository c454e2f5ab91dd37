using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PipelineDeploy.Workflows.Definitions;

/// <summary>
/// Looks over a text event by event before a tree is built of it, because a tree of hostile YAML can exhaust the stack
/// or the memory of the server: no aliases, no deep nesting, no keys that JSON does not have.
/// </summary>
static class YamlGuard
{
    const int MostCharacters = 500_000;
    const int DeepestNesting = 32;

    /// <summary>The first thing that is not allowed, or null.</summary>
    /// <exception cref="YamlException">It is not YAML.</exception>
    public static PipelineProblem? Refuse(string yaml)
    {
        if (yaml.Length > MostCharacters)
        {
            return new PipelineProblem(1, 1, "", $"a pipeline has at most {MostCharacters.ToString(CultureInfo.InvariantCulture)} characters");
        }

        var parser = new Parser(new StringReader(yaml));
        var open = new Stack<Level>();
        while (parser.MoveNext())
        {
            var now = parser.Current!;
            var reason = now is MappingEnd or SequenceEnd ? null : Reason(now, open);
            if (reason is not null)
            {
                return new PipelineProblem(now.Start.Line, now.Start.Column, "", reason);
            }

            switch (now)
            {
                case MappingStart or SequenceStart:
                    open.Push(new Level(now is MappingStart ? [] : null));
                    break;
                case MappingEnd or SequenceEnd:
                    open.Pop();
                    break;
            }
        }

        return null;
    }

    static string? Reason(ParsingEvent now, Stack<Level> open)
    {
        if (now is AnchorAlias)
        {
            return "aliases are not allowed in a pipeline; write the value out";
        }

        if (now is MappingStart or SequenceStart && open.Count >= DeepestNesting)
        {
            return $"nested more than {DeepestNesting} levels deep";
        }

        if (now is not NodeEvent || !open.TryPeek(out var level) || !level.TakesKey())
        {
            return null;
        }

        return now is not Scalar key ? "a key must be a text" : level.Keys!.Add(key.Value) ? null : $"'{key.Value}' stands here twice";
    }

    // In a map every other node is a key.
    sealed class Level(HashSet<string>? keys)
    {
        bool _isKeyNext;

        public HashSet<string>? Keys => keys;

        public bool TakesKey() => keys is not null && (_isKeyNext = !_isKeyNext);
    }
}
