using System.Globalization;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Calendar;

/// <summary>Days and times at which deploys may begin.</summary>
/// <param name="Id">Its number; 0 before it is kept.</param>
/// <param name="App">The app; null for all apps that have no windows of their own.</param>
/// <param name="Days">The days on which it opens.</param>
/// <param name="Opens">When it opens, in the zone's time.</param>
/// <param name="Closes">When it closes, in the zone's time: on the next day when that is not after <paramref name="Opens"/>.</param>
/// <param name="TimeZone">IANA name of the zone.</param>
public sealed record DeployWindow(long Id, string? App, IReadOnlyList<DayOfWeek> Days, TimeOnly Opens, TimeOnly Closes, string TimeZone)
{
    static readonly string[] DayNames = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

    /// <summary>A window from what a person wrote.</summary>
    /// <exception cref="UserErrorException"><c>window.badDay</c>, <c>window.badTime</c> or <c>timeZone.unknown</c>; the message begins with the field's name.</exception>
    public static DeployWindow Parse(string? app, IReadOnlyList<string> days, string opens, string closes, string? timeZone)
    {
        var zone = timeZone ?? Zones.Default;
        Zones.Find(zone);
        var parsed = days.Select(Day).Distinct().OrderBy(MondayFirst).ToList();
        return parsed.Count == 0
            ? throw new UserErrorException("window.badDay", "days: none is named", $"Name at least one of {string.Join(", ", DayNames)}.")
            : new DeployWindow(0, app, parsed, Time("opens", opens), Time("closes", closes), zone);
    }

    /// <summary>A day's short name, e.g. <c>Mon</c>.</summary>
    public static string NameOf(DayOfWeek day) => DayNames[(int)day];

    /// <summary>The times it is open from the one that a moment may fall into, in order, without end.</summary>
    /// <remarks>Each is one span from the first moment that <see cref="Opens"/> can mean to the last that <see cref="Closes"/> can: where the clocks change it is never torn in two.</remarks>
    public IEnumerable<(DateTimeOffset From, DateTimeOffset To)> SpansFrom(DateTimeOffset moment)
    {
        var zone = Zones.Find(TimeZone);
        for (var date = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, zone).DateTime).AddDays(-2); ; date = date.AddDays(1))
        {
            var from = zone.Moment(date.ToDateTime(Opens), last: false);
            var to = zone.Moment((Closes > Opens ? date : date.AddDays(1)).ToDateTime(Closes), last: true);
            if (Days.Contains(date.DayOfWeek) && to > moment && to > from)
            {
                yield return (from, to);
            }
        }
    }

    /// <summary>In words, e.g. <c>Mon–Fri 09:00–17:00 Europe/Berlin</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{DaysText()} {Opens:HH:mm}–{Closes:HH:mm} {TimeZone}");

    string DaysText() => Days.Count > 2 && MondayFirst(Days[^1]) - MondayFirst(Days[0]) == Days.Count - 1
        ? $"{NameOf(Days[0])}–{NameOf(Days[^1])}"
        : string.Join(", ", Days.Select(NameOf));

    static int MondayFirst(DayOfWeek day) => ((int)day + 6) % 7;

    static DayOfWeek Day(string text) => Array.FindIndex(DayNames, name => name.Equals(text?.Trim(), StringComparison.OrdinalIgnoreCase)) is >= 0 and var day
        ? (DayOfWeek)day
        : throw new UserErrorException("window.badDay", $"days: '{text}' is not a day", $"Use {string.Join(", ", DayNames)}.");

    static TimeOnly Time(string field, string text) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        ? time
        : throw new UserErrorException("window.badTime", $"{field}: '{text}' is not a time of day", "Use hours and minutes such as 09:00 or 17:30; 00:00 as the end is midnight.");
}
