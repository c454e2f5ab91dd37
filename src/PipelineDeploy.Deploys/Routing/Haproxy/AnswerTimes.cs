using System.Globalization;

namespace PipelineDeploy.Deploys.Routing.Haproxy;

/// <summary>What HAProxy remembers of its last answers: its counters know an average only, and no percentile can be made of that.</summary>
/// <remarks>
/// A ring in the memory of each process takes a line for each request when it has ended, and forgets the oldest ones: about the last 15,000
/// of all apps together.
/// </remarks>
static class AnswerTimes
{
    /// <summary>Asks for what is in the ring.</summary>
    public const string Command = "show events answers";

    /// <summary>The ring, as a section of the configuration.</summary>
    public const string Ring = """
        ring answers
          format raw
          maxlen 1024
          size 1048576


        """;

    /// <summary>A line of it.</summary>
    /// <remarks>Date of the connection or of the answer before, what passed until the request began (handshake, idle), backend, server, time to the first byte.</remarks>
    public const string Format = "%Ts.%ms %Th %Ti %b %s %Tr";

    // Three times are cut to whole milliseconds.
    static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(3);

    /// <summary>The times of one server's answers to requests that have come since.</summary>
    public static IReadOnlyList<TimeSpan> Find(string lines, string backend, string server, DateTimeOffset since)
    {
        List<TimeSpan> times = [];
        foreach (var line in lines.Split('\n'))
        {
            // A request without an answer has -1, and one that reached no server has no number at all.
            if (line.Split(' ') is [var date, var handshake, var idle, var first, var second, var time]
                && first == backend && second == server
                && decimal.TryParse(date, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
                && Milliseconds(handshake) is { } before && Milliseconds(idle) is { } between && Milliseconds(time) is { } milliseconds
                && DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000) + before + between) + Rounding >= since)
            {
                times.Add(TimeSpan.FromMilliseconds(milliseconds));
            }
        }

        return times;
    }

    static long? Milliseconds(string text) => long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
