using PipelineDeploy.Deploys.Repositories;

namespace PipelineDeploy.Server.Git;

/// <summary>What the hook in git tells the server of a push, a line each: a word, a blank and a value in percent-encoding.</summary>
/// <param name="Ticket">The secret of the push.</param>
/// <param name="Quarantine">Where its objects lie.</param>
/// <param name="Options">What the pusher said with <c>-o</c>.</param>
/// <param name="Refs">What it changes.</param>
sealed record PushRequest(string Ticket, string? Quarantine, IReadOnlyList<string> Options, IReadOnlyList<PushedRef> Refs)
{
    /// <summary>Variable of git's environment that names the server's socket.</summary>
    public const string SocketVariable = "PIPELINEDEPLOY_PUSH_SOCKET";

    /// <summary>Variable of git's environment that holds the ticket.</summary>
    public const string TicketVariable = "PIPELINEDEPLOY_PUSH_TICKET";

    /// <summary>Begins a line of the answer that is shown to the pusher.</summary>
    public const string Say = "say ";

    /// <summary>Ends the answer, with the hook's exit code behind it.</summary>
    public const string Exit = "exit ";

    const string End = "end";
    const int MostLines = 100_000;

    /// <summary>The lines that a hook sends.</summary>
    /// <remarks>githooks(5), pre-receive; git-receive-pack(1), "Quarantine environment".</remarks>
    /// <param name="variable">The hook's environment.</param>
    /// <param name="input">The lines on its standard input.</param>
    public static IEnumerable<string> LinesOf(Func<string, string?> variable, IEnumerable<string> input)
    {
        yield return Line("ticket", variable(TicketVariable) ?? "");
        if (variable("GIT_OBJECT_DIRECTORY") is { Length: > 0 } quarantine)
        {
            yield return Line("objects", quarantine);
        }

        var count = int.TryParse(variable("GIT_PUSH_OPTION_COUNT"), out var given) ? given : 0;
        for (var i = 0; i < count; i++)
        {
            yield return Line("option", variable($"GIT_PUSH_OPTION_{i}") ?? "");
        }

        foreach (var line in input)
        {
            yield return Line("ref", line);
        }

        yield return End;
    }

    /// <summary>Reads what a hook sends; null when it is not whole.</summary>
    public static async Task<PushRequest?> ReadAsync(TextReader reader, CancellationToken cancellationToken)
    {
        var (ticket, quarantine, options, refs) = ("", (string?)null, new List<string>(), new List<PushedRef>());
        for (var count = 0; count < MostLines && await reader.ReadLineAsync(cancellationToken) is { } line; count++)
        {
            if (line == End)
            {
                return new PushRequest(ticket, quarantine, options, refs);
            }

            var value = Uri.UnescapeDataString(line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            switch (line.Split(' ')[0])
            {
                case "ticket":
                    ticket = value;
                    break;
                case "objects":
                    quarantine = value;
                    break;
                case "option":
                    options.Add(value);
                    break;
                case "ref" when PushedRef.Parse(value) is { } one:
                    refs.Add(one);
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    static string Line(string word, string value) => $"{word} {Uri.EscapeDataString(value)}";
}
