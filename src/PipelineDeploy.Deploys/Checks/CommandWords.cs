using System.Text;
using System.Text.Json;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Checks;

/// <summary>Takes a command that people write as one line apart into a program and its arguments, for an image that may have no shell.</summary>
public static class CommandWords
{
    const int Longest = 4096;
    const string Hint = "Write the program and its arguments, e.g. ./healthcheck --quick; for more than that: sh -c '…'.";

    /// <summary>The words: parted by blanks, kept together by quotes; a JSON list of texts is taken as it is.</summary>
    /// <exception cref="UserErrorException"><c>checks.badCommand</c>.</exception>
    public static IReadOnlyList<string> Split(string text)
    {
        var line = text.Trim();
        if (line.Length > Longest || line.Any(char.IsControl)) throw Bad($"a command is one line of at most {Longest} characters");

        var words = line.StartsWith('[') ? ReadList(line) : ReadLine(line);
        return words is [{ Length: > 0 }, ..] ? words : throw Bad("the program is missing");
    }

    static List<string> ReadList(string line)
    {
        try
        {
            using var list = JsonDocument.Parse(line);
            return [.. list.RootElement.EnumerateArray().Select(word => word.GetString() ?? throw Bad("the list holds null"))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Bad("what begins with [ must be a JSON list of texts");
        }
    }

    static List<string> ReadLine(string line)
    {
        List<string> words = [];
        var word = new StringBuilder();
        char? quote = null;
        var isWord = false;
        foreach (var c in line)
        {
            if (quote is null && c is ' ' or '\t')
            {
                if (isWord) words.Add(word.ToString());
                word.Clear();
                isWord = false;
            }
            else if (c == quote)
            {
                quote = null;
            }
            else if (quote is null && c is '"' or '\'')
            {
                (quote, isWord) = (c, true);
            }
            else
            {
                word.Append(c);
                isWord = true;
            }
        }

        if (quote is { } open) throw Bad($"a {open} is never closed");
        if (isWord) words.Add(word.ToString());
        return words;
    }

    static UserErrorException Bad(string what) => new("checks.badCommand", $"The command cannot be read: {what}", Hint);
}
