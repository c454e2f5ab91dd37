using System.Text.RegularExpressions;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Calendar;

/// <summary>Time zones by their IANA names.</summary>
public static partial class Zones
{
    /// <summary>The zone that holds where nobody names one.</summary>
    public const string Default = "UTC";

    /// <summary>The zone of that name, e.g. <c>Europe/Berlin</c>.</summary>
    /// <exception cref="UserErrorException"><c>timeZone.unknown</c>.</exception>
    public static TimeZoneInfo Find(string name) => Name().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
        ? zone
        : throw new UserErrorException("timeZone.unknown", $"timeZone: there is no time zone '{name}'", "Use a name of the IANA database, such as Europe/Berlin, America/New_York or UTC.");

    /// <summary>
    /// The moment of a local time. One that the clocks skip is the moment they skip to; of one that comes twice
    /// <paramref name="last"/> says which is meant.
    /// </summary>
    public static DateTimeOffset Moment(this TimeZoneInfo zone, DateTime local, bool last)
    {
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        var offset = !zone.IsAmbiguousTime(local) ? zone.GetUtcOffset(local)
            : last ? zone.GetAmbiguousTimeOffsets(local).Min()
            : zone.GetAmbiguousTimeOffsets(local).Max();
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}
