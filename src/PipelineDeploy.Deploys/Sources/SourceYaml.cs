using System.Text.Json.Nodes;
using PipelineDeploy.Workflows;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PipelineDeploy.Deploys.Sources;

/// <summary>Reads a YAML file of a source, which anybody may have written: small, not deep, without aliases. Every value is a text.</summary>
static class SourceYaml
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MaxBytes = 256 * 1024;

    const int DeepestNesting = 32;

    /// <summary>The file as maps, lists and texts; null when it is empty.</summary>
    /// <param name="file">Its name, for the error.</param>
    /// <param name="text">What is in it.</param>
    /// <exception cref="UserErrorException"><c>source.badYaml</c>, with the line.</exception>
    public static JsonNode? Parse(string file, string text)
    {
        try
        {
            var parser = new Parser(new StringReader(text.TrimStart('\uFEFF')));
            parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out _))
            {
                return null;
            }

            parser.Consume<DocumentStart>();
            return Node(file, parser, 0);
        }
        catch (YamlException e)
        {
            throw Bad(file, e.Start.Line, e.InnerException?.Message ?? e.Message, e);
        }
    }

    static JsonNode? Node(string file, IParser parser, int depth)
    {
        if (depth > DeepestNesting)
        {
            throw Bad(file, parser.Current!.Start.Line, $"nested more than {DeepestNesting} levels deep");
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return scalar is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" } ? null : JsonValue.Create(scalar.Value);
        }

        if (parser.TryConsume<SequenceStart>(out _))
        {
            var list = new JsonArray();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                list.Add(Node(file, parser, depth + 1));
            }

            return list;
        }

        return parser.TryConsume<MappingStart>(out _)
            ? Map(file, parser, depth)
            : throw Bad(file, parser.Current!.Start.Line, "aliases are not read here; write the value out");
    }

    static JsonObject Map(string file, IParser parser, int depth)
    {
        var map = new JsonObject();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var line = parser.Current!.Start.Line;
            if (!parser.TryConsume<Scalar>(out var key))
            {
                throw Bad(file, line, "a key must be a text");
            }

            if (!map.TryAdd(key.Value, Node(file, parser, depth + 1)))
            {
                throw Bad(file, line, $"'{key.Value}' stands there twice");
            }
        }

        return map;
    }

    static UserErrorException Bad(string file, long line, string what, Exception? cause = null) =>
        SourceError.Because("badYaml", $"{file} line {line}: {what}", "Correct it, or remove the file.", cause);
}
