using System.Globalization;

namespace PipelineDeploy.Benchmarks;

/// <summary>A benchmark's name and its <c>--option value</c> pairs.</summary>
sealed class Arguments(string[] args)
{
    /// <summary>Which benchmark; empty when none was named.</summary>
    public string Name => args.FirstOrDefault() ?? "";

    /// <summary>Whether a flag stands among the arguments.</summary>
    public bool Has(string flag) => args.Contains(flag, StringComparer.Ordinal);

    /// <summary>The text after an option.</summary>
    /// <exception cref="FormatException">It is the last argument.</exception>
    public string Text(string option, string otherwise)
    {
        var at = Array.IndexOf(args, option);
        if (at < 0)
            return otherwise;
        return at + 1 < args.Length ? args[at + 1] : throw new FormatException($"{option} needs a value");
    }

    /// <summary>The whole number after an option.</summary>
    /// <exception cref="FormatException">It is none, or less than the least.</exception>
    public int Number(string option, int otherwise, int least = 1)
    {
        var text = Text(option, otherwise.ToString(CultureInfo.InvariantCulture));
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new FormatException($"{option} must be a whole number of at least {least}, not '{text}'");
    }
}
