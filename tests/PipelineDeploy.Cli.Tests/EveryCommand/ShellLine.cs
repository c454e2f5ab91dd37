using System.Text;

namespace PipelineDeploy.Cli.Tests.EveryCommand;

/// <summary>An example as a shell understands it.</summary>
/// <param name="Words">The words behind <c>pdeploy</c>.</param>
/// <param name="ReadsFile">Whether standard input comes from a file.</param>
sealed record ShellLine(string[] Words, bool ReadsFile)
{
    /// <summary>Reads <c>pdeploy …</c> out of a line, which may stand in a pipe or in <c>&lt;( )</c>.</summary>
    public static ShellLine Read(string line)
    {
        var words = Split(line[line.IndexOf("pdeploy", StringComparison.Ordinal)..]);
        var end = words.FindIndex(word => word is "|" or ")");
        words = end < 0 ? words : words[..end];
        words[0].ShouldBe("pdeploy");
        var (from, to) = (words.IndexOf("<"), words.IndexOf(">"));
        foreach (var redirection in new[] { from, to }.Where(at => at >= 0).OrderDescending())
        {
            words.RemoveRange(redirection, 2);
        }

        return new ShellLine([.. words.Skip(1)], from >= 0);
    }

    static List<string> Split(string line)
    {
        List<string> words = [];
        var word = new StringBuilder();
        var (quote, isOpen) = ('\0', false);
        foreach (var sign in line)
        {
            if (quote == '\0' && sign is '"' or '\'' && quote is '\0')
            {
                (quote, isOpen) = (sign, true);
            }
            else if (sign == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && (sign is ' ' or '<' or '>' or '|' or ')'))
            {
                Close();
                words.AddRange(sign == ' ' ? [] : [sign.ToString()]);
            }
            else
            {
                (_, isOpen) = (word.Append(sign), true);
            }
        }

        quote.ShouldBe('\0', $"a quote is open in: {line}");
        Close();
        return words;

        void Close()
        {
            if (isOpen)
            {
                words.Add(word.ToString());
            }

            (_, isOpen) = (word.Clear(), false);
        }
    }
}
