namespace PipelineDeploy.Cli.Output;

/// <summary>Two texts compared line by line, as <c>diff -u</c> shows it.</summary>
static class LineDiff
{
    const int Around = 3;

    /// <summary>The lines that differ with their neighbours; none when the texts are the same.</summary>
    public static IReadOnlyList<string> Of(string from, string to)
    {
        var edits = Edits(Lines(from), Lines(to));
        var isShown = new bool[edits.Count];
        for (var i = 0; i < edits.Count; i++)
        {
            if (edits[i].Sign != ' ')
            {
                Array.Fill(isShown, true, Math.Max(0, i - Around), Math.Min(edits.Count, i + Around + 1) - Math.Max(0, i - Around));
            }
        }

        List<string> shown = [];
        for (var i = 0; i < edits.Count; i++)
        {
            if (isShown[i] && (i == 0 || !isShown[i - 1]))
            {
                shown.Add($"@@ -{edits[i].From} +{edits[i].To} @@");
            }

            if (isShown[i])
            {
                shown.Add($"{edits[i].Sign}{edits[i].Text}");
            }
        }

        return shown;
    }

    static string[] Lines(string text) => text.Length == 0 ? [] : text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    // The longest common subsequence; pipelines have some hundred lines.
    static List<Edit> Edits(string[] from, string[] to)
    {
        var longest = new int[from.Length + 1, to.Length + 1];
        for (var i = from.Length - 1; i >= 0; i--)
        {
            for (var j = to.Length - 1; j >= 0; j--)
            {
                longest[i, j] = from[i] == to[j] ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
            }
        }

        List<Edit> edits = [];
        for (var (i, j) = (0, 0); i < from.Length || j < to.Length;)
        {
            edits.Add(
                i < from.Length && j < to.Length && from[i] == to[j] ? new Edit(' ', from[i], i++ + 1, j++ + 1)
                : i < from.Length && (j == to.Length || longest[i + 1, j] >= longest[i, j + 1]) ? new Edit('-', from[i], i++ + 1, j + 1)
                : new Edit('+', to[j], i + 1, j++ + 1));
        }

        return edits;
    }

    readonly record struct Edit(char Sign, string Text, int From, int To);
}
