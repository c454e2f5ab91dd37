using System.Text.Json.Nodes;
using PipelineDeploy.Workflows;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PipelineDeploy.Deploys.Sources;

/// <summary>Reads a YAML file of a source, which anybody may have written: small and not deep. Every value is a text.</summary>
static class SourceYaml
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>The file as maps, lists and texts; null when it is empty. Aliases are refused.</summary>
    /// <param name="file">Its name, for the error.</param>
    /// <param name="text">What is in it.</param>
    /// <exception cref="UserErrorException"><c>source.badYaml</c>, with the line.</exception>
    public static JsonNode? Parse(string file, string text) => Read(file, text, new SourceYamlReader(file, takesAliases: false)) is { } root ? ToJson(root) : null;

    /// <summary>The same with the lines, aliases and merge keys (<c>&lt;&lt;</c>) put in; null when it is empty.</summary>
    /// <exception cref="UserErrorException"><c>source.badYaml</c>, with the line.</exception>
    public static SourceNode? ParseLines(string file, string text) => Read(file, text, new SourceYamlReader(file, takesAliases: true));

    static SourceNode? Read(string file, string text, SourceYamlReader reader)
    {
        var parser = new Parser(new StringReader(text.TrimStart('\uFEFF')));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out _))
            {
                return null;
            }

            parser.Consume<DocumentStart>();
            return reader.Read(parser, 0);
        }
        catch (YamlException e)
        {
            throw SourceYamlReader.Bad(file, e.Start.Line, e.InnerException?.Message ?? e.Message, e);
        }
        catch (ArgumentOutOfRangeException e)
        {
            // And to say that an escape is half of a surrogate pair.
            throw SourceYamlReader.Bad(file, parser.Current?.End.Line ?? 1, "an escape such as \\ud800 is only half of a character", e);
        }
        catch (InvalidOperationException e)
        {
            // YamlDotNet's own way to say that it has lost its way in broken brackets.
            throw SourceYamlReader.Bad(file, parser.Current?.Start.Line ?? 1, "cannot be read from here on", e);
        }
    }

    static JsonNode? ToJson(SourceNode node) => node switch
    {
        SourceNode.Text { Value: { } value } => JsonValue.Create(value),
        SourceNode.List list => new JsonArray([.. list.Items.Select(ToJson)]),
        SourceNode.Map map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key, ToJson(entry.Value)))),
        _ => null,
    };
}
