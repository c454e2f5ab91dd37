using System.Globalization;

namespace PipelineDeploy.Server.Pages;

/// <summary>Times and durations as people read them. The server writes UTC; page.js turns it into the reader's own zone.</summary>
static class Moment
{
    /// <summary>How long ago, e.g. <c>3 min ago</c>; the exact moment is in the title.</summary>
    public static Html Ago(DateTimeOffset at, DateTimeOffset now) =>
        Html.Of($"""<time datetime="{Iso(at)}" data-shown="ago" title="{Text(at, "yyyy-MM-dd HH:mm:ss")} UTC">{AgoText(now - at)}</time>""");

    /// <summary>Date and time of day.</summary>
    public static Html Full(DateTimeOffset at) =>
        Html.Of($"""<time datetime="{Iso(at)}" data-shown="full">{Text(at, "yyyy-MM-dd HH:mm:ss")} UTC</time>""");

    /// <summary>Time of day.</summary>
    public static Html Clock(DateTimeOffset at) =>
        Html.Of($"""<time datetime="{Iso(at)}" data-shown="clock" title="{Text(at, "yyyy-MM-dd HH:mm:ss")} UTC">{Text(at, "HH:mm:ss")}</time>""");

    /// <summary>A deadline; with a script it counts down.</summary>
    public static Html Until(DateTimeOffset at) =>
        Html.Of($"""<span class="until">until {Clock(at)}<span data-left="{Iso(at)}"></span></span>""");

    /// <summary>How long something took, or has taken so far; with a script the latter goes on counting.</summary>
    public static Html Took(DateTimeOffset from, DateTimeOffset? to, DateTimeOffset now) => to is { } end
        ? Html.Of($"{Duration(end - from)}")
        : Html.Of($"""<span data-since="{Iso(from)}">{Duration(now - from)}</span>""");

    /// <summary>A duration with the two largest units that matter.</summary>
    public static string Duration(TimeSpan length) => length switch
    {
        { Ticks: < 0 } => "0 s",
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(length.TotalSeconds * 10) / 10:0.#} s"),
        { TotalMinutes: < 60 } => $"{length.Minutes} min {length.Seconds} s",
        { TotalHours: < 24 } => $"{length.Hours} h {length.Minutes} min",
        _ => $"{(int)length.TotalDays} d {length.Hours} h",
    };

    static string AgoText(TimeSpan passed) => passed switch
    {
        { TotalSeconds: < 10 } => "just now",
        { TotalSeconds: < 60 } => $"{(int)passed.TotalSeconds} s ago",
        { TotalMinutes: < 60 } => $"{(int)passed.TotalMinutes} min ago",
        { TotalHours: < 24 } => $"{(int)passed.TotalHours} h ago",
        _ => $"{(int)passed.TotalDays} d ago",
    };

    static string Iso(DateTimeOffset at) => Text(at, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    static string Text(DateTimeOffset at, string format) => at.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
