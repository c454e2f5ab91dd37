using System.Globalization;
using System.Text.RegularExpressions;

namespace PipelineDeploy.Cli;

/// <summary>Spans of time as people write and read them.</summary>
static partial class Duration
{
    /// <summary>Understands <c>10m</c>, <c>1h30m</c>, <c>0.5s</c>, <c>250ms</c> and bare seconds; null for anything else and for zero.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (Form().Match(text) is not { Success: true } form)
        {
            return null;
        }

        var seconds = form.Groups["part"].Captures.Sum(part => Seconds(part.Value));
        return seconds is > 0 and <= 30 * 86400.0 ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>Writes <c>1.2 s</c>, <c>2 min 5 s</c>, <c>1 h 3 min</c>.</summary>
    public static string Text(TimeSpan span) => span switch
    {
        { TotalSeconds: < 0 } => "0.0 s",
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s"),
        { TotalHours: < 1 } => $"{span.Minutes} min {span.Seconds} s",
        _ => $"{(int)span.TotalHours} h {span.Minutes} min",
    };

    static double Seconds(string part)
    {
        var number = part.TrimEnd('h', 'm', 's');
        var value = double.Parse(number, CultureInfo.InvariantCulture);
        return part[number.Length..] switch { "h" => value * 3600, "m" => value * 60, "ms" => value / 1000, _ => value };
    }

    [GeneratedRegex(
        @"^(?<part>[0-9]{1,9}(\.[0-9]{1,9})?(h|ms|m|s))+\z|^(?<part>[0-9]{1,9}(\.[0-9]{1,9})?)\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
