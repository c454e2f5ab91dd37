using System.Globalization;
using System.Text.RegularExpressions;

namespace PipelineDeploy.Deploys.Containers;

/// <summary>An amount of memory as Docker's users write it: <c>512m</c>, <c>1.5g</c>, <c>64 MiB</c>. Units are multiples of 1024.</summary>
public static partial class MemorySize
{
    // Docker starts nothing with less.
    const long Least = 6L << 20;
    const long Most = 1L << 50;

    /// <summary>The bytes; null when the text is no amount from 6 MiB to 1 PiB with a unit.</summary>
    public static long? Parse(string text)
    {
        if (Amount().Match(text) is not { Success: true } found
            || !decimal.TryParse(found.Groups["number"].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var unit = found.Groups["unit"].ValueSpan[0] switch { 'k' or 'K' => 10, 'm' or 'M' => 20, _ => 30 };
        var bytes = number * (1L << unit);
        return bytes is >= Least and <= Most ? (long)bytes : null;
    }

    [GeneratedRegex(@"\A(?<number>[0-9]{1,12}(\.[0-9]{1,6})?) ?(?<unit>[kKmMgG])([iI]?[bB])?\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Amount();
}
