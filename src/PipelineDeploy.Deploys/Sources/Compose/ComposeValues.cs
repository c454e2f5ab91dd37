using System.Globalization;
using System.Text.RegularExpressions;

namespace PipelineDeploy.Deploys.Sources.Compose;

/// <summary>How the Compose Specification writes lengths of time, amounts of memory and numbers.</summary>
static partial class ComposeValues
{
    const long Kibibyte = 1024;
    const decimal Most = 1L << 50;

    /// <summary>A length of time such as <c>1m30s</c> or <c>500ms</c>, as a setting has it; null when it is none. A number needs its unit.</summary>
    public static string? Duration(string text) => Time(text) is { } time ? Workflows.Duration.Format(time) : null;

    /// <summary>The same as a time.</summary>
    public static TimeSpan? Time(string text)
    {
        if (!Times().IsMatch(text))
        {
            return null;
        }

        var total = 0m;
        foreach (Match part in TimePart().Matches(text))
        {
            var factor = part.Groups["unit"].Value switch { "us" => 0.001m, "ms" => 1, "s" => 1000, "m" => 60_000, _ => 3_600_000 };
            total += decimal.Parse(part.Groups["amount"].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * factor;
        }

        return total <= (decimal)TimeSpan.FromDays(366).TotalMilliseconds ? TimeSpan.FromTicks((long)(total * TimeSpan.TicksPerMillisecond)) : null;
    }

    /// <summary>An amount of memory such as <c>512m</c>, <c>1gb</c> or bytes, as a setting has it; null when it is none.</summary>
    public static string? Memory(string text)
    {
        if (Amount().Match(text) is not { Success: true } found)
        {
            return null;
        }

        var unit = found.Groups["unit"].Value.ToUpperInvariant() switch { "K" => 10, "M" => 20, "G" => 30, "T" => 40, _ => 0 };
        var bytes = decimal.Parse(found.Groups["number"].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * (1L << unit);
        if (bytes > Most)
        {
            return null;
        }

        var kibibytes = (long)Math.Ceiling(bytes / Kibibyte);
        return kibibytes % Kibibyte == 0 ? FormattableString.Invariant($"{kibibytes / Kibibyte}m") : FormattableString.Invariant($"{kibibytes}k");
    }

    [GeneratedRegex(@"\A([0-9]{1,9}(\.[0-9]{1,9})?(us|ms|s|m|h)){1,5}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Times();

    [GeneratedRegex("(?<amount>[0-9.]+)(?<unit>us|ms|s|m|h)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex TimePart();

    [GeneratedRegex(@"\A(?<number>[0-9]{1,15}(\.[0-9]{1,6})?) ?(?<unit>[kKmMgGtT]?)[iI]?[bB]?\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Amount();
}
