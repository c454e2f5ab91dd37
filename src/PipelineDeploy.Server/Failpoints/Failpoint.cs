using System.Globalization;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Failpoints;

/// <summary>
/// A moment of one step at which this process kills or stops itself, so that tests may prove that nothing is lost by it.
/// Written <c>[stop@]moment:step:forward|compensating[#n]</c>, e.g. <c>beforeCommit:switch:forward</c>.
/// </summary>
/// <param name="Moment">One of <see cref="FailpointMoments.All"/>.</param>
/// <param name="Step">The step's id.</param>
/// <param name="IsCompensating">Whether the step is being undone.</param>
/// <param name="Occurrence">Which time the moment comes, from 1.</param>
/// <param name="Stops">Whether the process stops (SIGSTOP), instead of dying (SIGKILL).</param>
sealed record Failpoint(string Moment, string Step, bool IsCompensating, int Occurrence = 1, bool Stops = false)
{
    /// <summary>The environment variable that arms them, one after the other; parted by commas, or <c>@</c> and a file that holds them.</summary>
    public const string Variable = "PIPELINEDEPLOY_FAILPOINT";

    const string StopMark = "stop@";

    /// <summary>Reads the variable; nothing for none.</summary>
    /// <exception cref="UserErrorException"><c>failpoint.unknown</c>.</exception>
    public static IReadOnlyList<Failpoint> ParseAll(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse)];

    static Failpoint Parse(string text)
    {
        var stops = text.StartsWith(StopMark, StringComparison.Ordinal);
        var (place, occurrence) = (stops ? text[StopMark.Length..] : text).Split('#') switch
        {
            [var only] => (only, 1),
            [var first, var count] when int.TryParse(count, CultureInfo.InvariantCulture, out var number) && number > 0 => (first, number),
            _ => throw Unknown(text, "the number after '#' must be 1 or more"),
        };
        return place.Split(':') is [var moment, { Length: > 0 } step, ("forward" or "compensating") and var direction]
            ? FailpointMoments.All.Contains(moment)
                ? new Failpoint(moment, step, direction == "compensating", occurrence, stops)
                : throw Unknown(text, $"'{moment}' is no moment")
            : throw Unknown(text, "it needs a moment, a step and a direction");
    }

    static UserErrorException Unknown(string text, string why) => new(
        "failpoint.unknown",
        $"{Variable} holds '{text}', but {why}",
        $"It is for tests only; unset it, or write [stop@]moment:step:forward|compensating[#n] with one of the moments {string.Join(", ", FailpointMoments.All.Order(StringComparer.Ordinal))}.");
}
