using PipelineDeploy.Workflows;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PipelineDeploy.Deploys.Sources;

/// <summary>Makes values of what YamlDotNet finds in one file.</summary>
/// <param name="file">The file's name, for errors.</param>
/// <param name="takesAliases">Whether <c>*name</c> and <c>&lt;&lt;</c> are put in; otherwise they are an error.</param>
sealed class SourceYamlReader(string file, bool takesAliases)
{
    const int DeepestNesting = 32;

    // Ten anchors of ten aliases each would be ten thousand million values.
    const int MostValues = 50_000;

    readonly Dictionary<string, SourceNode> _anchors = new(StringComparer.Ordinal);

    /// <summary>What a file that cannot be read is told with.</summary>
    internal static UserErrorException Bad(string file, long line, string what, Exception? cause = null) =>
        SourceError.Because("badYaml", $"{file} line {line}: {what}", "Correct it, or remove the file.", cause);

    /// <summary>The next value.</summary>
    internal SourceNode Read(IParser parser, int depth)
    {
        var line = (int)parser.Current!.Start.Line;
        if (depth > DeepestNesting)
        {
            throw Bad(file, line, $"nested more than {DeepestNesting} levels deep");
        }

        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return !takesAliases ? throw Bad(file, line, "aliases are not read here; write the value out")
                : _anchors.GetValueOrDefault(alias.Value.Value) ?? throw Bad(file, line, $"'*{alias.Value}' stands before its anchor is complete, or there is none");
        }

        var anchor = parser.Current is NodeEvent { Anchor.IsEmpty: false } named ? named.Anchor.Value : null;
        var node = ReadOwn(parser, line, depth);
        if (node.Weight > MostValues)
        {
            throw Bad(file, line, $"has more than {MostValues} values");
        }

        if (anchor is not null)
        {
            _anchors[anchor] = node;
        }

        return node;
    }

    SourceNode ReadOwn(IParser parser, int line, int depth)
    {
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return new SourceNode.Text(line, scalar is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" } ? null : scalar.Value);
        }

        if (!parser.TryConsume<SequenceStart>(out _))
        {
            parser.Consume<MappingStart>();
            return ReadMap(parser, line, depth);
        }

        List<SourceNode> items = [];
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Read(parser, depth + 1));
        }

        return new SourceNode.List(line, items);
    }

    SourceNode.Map ReadMap(IParser parser, int line, int depth)
    {
        List<SourceEntry> own = [];
        List<SourceEntry> merged = [];
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var at = (int)parser.Current!.Start.Line;
            if (!parser.TryConsume<Scalar>(out var key))
            {
                throw Bad(file, at, "a key must be a text");
            }

            var value = Read(parser, depth + 1);
            if (!keys.Add(key.Value))
            {
                throw Bad(file, at, $"'{key.Value}' stands there twice");
            }

            if (takesAliases && key is { Value: "<<", Style: ScalarStyle.Plain })
            {
                merged.AddRange(Merged(at, value));
            }
            else
            {
                own.Add(new SourceEntry(key.Value, at, value));
            }
        }

        // YAML 1.1, "merge key": what the map itself says wins, then the first that is merged.
        return new SourceNode.Map(line, [.. own, .. merged.Where(entry => keys.Add(entry.Key))]);
    }

    IEnumerable<SourceEntry> Merged(int line, SourceNode value) => value switch
    {
        SourceNode.Map map => map.Entries,
        SourceNode.List list when list.Items.All(item => item is SourceNode.Map) => list.Items.Cast<SourceNode.Map>().SelectMany(map => map.Entries),
        _ => throw Bad(file, line, "'<<' takes a map, or a list of maps"),
    };
}
