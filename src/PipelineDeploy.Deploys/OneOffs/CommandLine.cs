using System.Text.Json;
using System.Text.Json.Nodes;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.OneOffs;

/// <summary>
/// A command as its words. No shell reads it: blanks part the words, <c>'…'</c> and <c>"…"</c> keep what is in them together, a backslash
/// takes the next character as it is. What only a shell understands is an error, so that it does not silently become a word.
/// </summary>
public static class CommandLine
{
    /// <summary>The words of a command: a list as it is, a text cut into words, a text that begins with <c>[</c> read as a JSON list.</summary>
    /// <param name="command">The command.</param>
    /// <param name="where">What it is, for the error: <c>The input 'command'</c>.</param>
    /// <exception cref="UserErrorException"><c>command.bad</c> or <c>command.needsShell</c>.</exception>
    public static IReadOnlyList<string> Read(JsonNode command, string where) => command switch
    {
        JsonArray list => Words(list, where),
        JsonValue value when value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number => Read(value.ToString(), where),
        _ => throw Bad(where, "is neither a text nor a list of words"),
    };

    /// <summary>A line that another tool gives to a shell: words when it needs none, else <c>sh -c</c> of the image.</summary>
    /// <remarks>Heroku's Procfile and dokku's app.json are written for a shell.</remarks>
    public static IReadOnlyList<string> OfShellLine(string line, string where)
    {
        var (words, problem) = new WordCutter(line).Cut();
        return problem is null ? Some(words, where) : ["sh", "-c", line];
    }

    static IReadOnlyList<string> Read(string text, string where)
    {
        if (text.StartsWith('['))
        {
            return Words(ListOf(text, where), where);
        }

        var (words, problem) = new WordCutter(text).Cut();
        return problem is null
            ? Some(words, where)
            : throw new UserErrorException(
                "command.needsShell", $"{where} {problem}: {text}", """Write it as a list with the shell that is to read it, e.g. ["sh", "-c", "a && b"].""");
    }

    static JsonArray ListOf(string text, string where)
    {
        try
        {
            var list = JsonNode.Parse(text) as JsonArray ?? throw Bad(where, "is not a list");
            return JsonTexts.AreWhole(list) ? list : throw Bad(where, "has an escape that is only half of a character");
        }
        catch (JsonException e)
        {
            throw Bad(where, $"begins with '[' but is no JSON list: {e.Message}");
        }
    }

    static IReadOnlyList<string> Words(JsonArray list, string where) => Some(
        [.. list.Select(item => item is JsonValue value && value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number
            ? item.ToString()
            : throw Bad(where, "holds something that is no text"))],
        where);

    static IReadOnlyList<string> Some(IReadOnlyList<string> words, string where) =>
        words.Count == 0 || words[0].Length == 0 ? throw Bad(where, "is empty")
        : words.Any(word => word.Contains('\0', StringComparison.Ordinal)) ? throw Bad(where, "holds a NUL character")
        : words;

    static UserErrorException Bad(string where, string what) =>
        new("command.bad", $"{where} {what}", """Write it as one text, e.g. bin/migrate --all, or as a list, e.g. ["bin/migrate", "--all"].""");
}
