using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace PipelineDeploy.Workflows;

/// <summary>
/// How people write a length of time: <c>5</c>, <c>0.5</c>, <c>500ms</c>, <c>30s</c>, <c>1m</c>, <c>2h</c>, <c>7d</c>; a bare number is seconds.
/// </summary>
public static class Duration
{
    /// <summary>What a person is told when a duration cannot be read.</summary>
    public const string Hint = "Write seconds (5 or 0.5) or a number with a unit: 500ms, 30s, 1m, 2h, 7d.";

    const int MaxLength = 20;

    // A year is longer than anything a deploy waits for, and far below what TimeSpan can hold.
    static readonly decimal MaxMilliseconds = (decimal)TimeSpan.FromDays(366).TotalMilliseconds;

    /// <summary>Reads a duration, or throws a <see cref="UserErrorException"/> with code <c>settings.badDuration</c>.</summary>
    public static TimeSpan Parse(string text) =>
        TryParse(text, out var value)
            ? value
            : throw new UserErrorException("settings.badDuration", $"'{text}' is not a duration.", Hint);

    /// <summary>Reads a duration between zero and 366 days; blanks around it are ignored.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out TimeSpan value)
    {
        value = TimeSpan.Zero;
        var trimmed = text.AsSpan().Trim(" \t");
        var end = 0;
        while (end < trimmed.Length && (char.IsAsciiDigit(trimmed[end]) || trimmed[end] == '.')) end++;
        var digits = trimmed[..end];
        if (trimmed.Length > MaxLength || !IsNumber(digits) || MillisecondsIn(trimmed[end..]) is not { } unit) return false;

        var milliseconds = decimal.Parse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * unit;
        if (milliseconds > MaxMilliseconds) return false;

        value = TimeSpan.FromTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond));
        return true;
    }

    /// <summary>Writes the shortest form that <see cref="Parse"/> reads back: <c>500ms</c>, <c>1.5s</c>, <c>30s</c>, <c>1m</c>, <c>2h</c>, <c>7d</c>.</summary>
    public static string Format(TimeSpan value) => value switch
    {
        { Ticks: 0 } => "0s",
        _ when value.Ticks % TimeSpan.TicksPerDay == 0 => Write(value.Ticks / TimeSpan.TicksPerDay, "d"),
        _ when value.Ticks % TimeSpan.TicksPerHour == 0 => Write(value.Ticks / TimeSpan.TicksPerHour, "h"),
        _ when value.Ticks % TimeSpan.TicksPerMinute == 0 => Write(value.Ticks / TimeSpan.TicksPerMinute, "m"),
        { Ticks: < TimeSpan.TicksPerSecond and > -TimeSpan.TicksPerSecond } => Write((decimal)value.Ticks / TimeSpan.TicksPerMillisecond, "ms"),
        _ => Write((decimal)value.Ticks / TimeSpan.TicksPerSecond, "s"),
    };

    static string Write(decimal number, string unit) =>
        number.ToString("0.#######", CultureInfo.InvariantCulture) + unit;

    static bool IsNumber(ReadOnlySpan<char> text) =>
        text.Length > 0 && text[0] != '.' && text[^1] != '.' && text.Count('.') <= 1;

    static decimal? MillisecondsIn(ReadOnlySpan<char> unit) => unit switch
    {
        "ms" => 1,
        "" or "s" => 1000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => null,
    };
}
