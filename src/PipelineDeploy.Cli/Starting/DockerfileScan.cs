using System.Globalization;
using System.Text.RegularExpressions;

namespace PipelineDeploy.Cli.Starting;

/// <summary>What a Dockerfile tells of the app before it is built.</summary>
/// <param name="Exposed">TCP ports of EXPOSE in the last stage, ascending.</param>
/// <param name="PortVariable">The value of <c>ENV PORT</c> in the last stage.</param>
/// <param name="HasHealthCheck">Whether it declares a HEALTHCHECK.</param>
sealed partial record DockerfileScan(IReadOnlyList<int> Exposed, int? PortVariable, bool HasHealthCheck)
{
    /// <summary>Looks at the last stage: the others leave nothing of this in the image.</summary>
    public static DockerfileScan Read(string text)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var exposed = new SortedSet<int>();
        var hasHealthCheck = false;
        foreach (var (instruction, rest) in Instructions(text))
        {
            switch (instruction)
            {
                case "FROM":
                    (exposed, hasHealthCheck) = ([], false);
                    break;
                case "ENV" or "ARG":
                    Remember(rest, variables);
                    break;
                case "EXPOSE":
                    exposed.UnionWith(rest.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => Port(word, variables)).OfType<int>());
                    break;
                case "HEALTHCHECK":
                    hasHealthCheck = !rest.Equals("NONE", StringComparison.OrdinalIgnoreCase);
                    break;
            }
        }

        return new DockerfileScan([.. exposed], Number(variables.GetValueOrDefault("PORT")), hasHealthCheck);
    }

    /// <summary>A port's number; null for anything else.</summary>
    public static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 65535 ? number : null;

    static IEnumerable<(string Instruction, string Arguments)> Instructions(string text)
    {
        var whole = Continued().Replace(Comment().Replace(text.ReplaceLineEndings("\n"), ""), " ");
        return whole.Split('\n').Select(line => line.Trim().Split([' ', '\t'], 2)).Where(parts => parts.Length == 2).Select(parts => (parts[0].ToUpperInvariant(), parts[1].Trim()));
    }

    // "ENV A=1 B=2", "ENV A 1" and "ARG A=1".
    static void Remember(string rest, Dictionary<string, string> variables)
    {
        foreach (Match pair in Pair().Matches(rest))
        {
            variables[pair.Groups["name"].Value] = pair.Groups["value"].Value.Trim('"', '\'');
        }

        if (!rest.Contains('=', StringComparison.Ordinal) && rest.Split(' ', 2) is [var name, var value])
        {
            variables[name] = value.Trim().Trim('"', '\'');
        }
    }

    static int? Port(string word, Dictionary<string, string> variables)
    {
        if (word.EndsWith("/udp", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var text = word.Split('/')[0].Trim('"');
        return Number(text.StartsWith('$') ? variables.GetValueOrDefault(text.TrimStart('$').Trim('{', '}')) : text);
    }

    [GeneratedRegex(@"^[ \t]*#.*(\n|\z)", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\\[ \t]*\n", RegexOptions.NonBacktracking)]
    private static partial Regex Continued();

    [GeneratedRegex(@"(?<name>[A-Za-z_][A-Za-z0-9_]*)=(?<value>""[^""]*""|'[^']*'|[^ \t""']*)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Pair();
}
