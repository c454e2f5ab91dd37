using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace PipelineDeploy.Cli;

/// <summary>Options and arguments whose values are checked, with an error that says what was expected.</summary>
static class Checked
{
    public static Option<TimeSpan?> Duration(string name, string description) => new(name)
    {
        HelpName = "duration",
        Description = description,
        CustomParser = result => Parse(result, name, "a duration like 90s or 10m", Cli.Duration.Parse),
    };

    public static Option<int> Count(string name, string description, int standard) => new(name)
    {
        HelpName = "n",
        Description = description,
        DefaultValueFactory = _ => standard,
        CustomParser = result => Parse(result, name, "a whole number from 1 to 10000", text => (int?)Whole(text, 10_000)) ?? 0,
    };

    /// <summary>The number of a version; <paramref name="least"/> is 0 where none at all may be meant.</summary>
    public static Option<int?> Version(string name, string description, int least = 1) => new(name)
    {
        HelpName = "n",
        Description = description,
        CustomParser = result => Parse(
            result, name, "the number of a version",
            text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least ? (int?)number : null),
    };

    public static Option<long> Line(string name, string description) => new(name)
    {
        HelpName = "n",
        Description = description,
        DefaultValueFactory = _ => 1,
        CustomParser = result => Parse(result, name, "the number of a line, from 1", text => Whole(text, long.MaxValue)) ?? 0,
    };

    public static Option<int?> LimitOrAll(string name, string description) => new(name)
    {
        HelpName = "n",
        Description = description,
        CustomParser = result => Parse(result, name, "a whole number of at least 1", text => (int?)Whole(text, int.MaxValue)),
    };

    public static Option<long?> RunBefore(string name, string description) => new(name)
    {
        HelpName = "run",
        Description = description,
        CustomParser = result => Parse(result, name, "the number of a run", text => Whole(text, long.MaxValue)),
    };

    public static Argument<long> Run() => new("run")
    {
        Description = "The run's number.",
        CustomParser = ParseRun,
    };

    public static Argument<long> Number(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result => Parse(result, name, "a number", text => Whole(text, long.MaxValue)) ?? 0,
    };

    /// <summary>The number of a release, with or without the <c>v</c>; 0 when it may be left out and was.</summary>
    public static Argument<int> Release(string description, bool isOptional = false)
    {
        var release = new Argument<int>("release")
        {
            Description = description,
            CustomParser = result => Parse(result, "release", "the number of a release, such as v3", text => (int?)Whole(text.TrimStart('v'), int.MaxValue)) ?? 0,
        };
        if (isOptional)
        {
            (release.Arity, release.DefaultValueFactory) = (ArgumentArity.ZeroOrOne, _ => 0);
        }

        return release;
    }

    public static Argument<int?> VersionArgument(string name, string description)
    {
        var argument = new Argument<int?>(name)
        {
            Description = description,
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = result => Parse(result, name, "the number of a version, such as 3", text => (int?)Whole(text.TrimStart('v'), int.MaxValue)),
        };
        argument.DefaultValueFactory = _ => null;
        return argument;
    }

    public static Argument<long> RunOrLatest() => new("run")
    {
        Description = "The run's number; the app's newest run when left out.",
        Arity = ArgumentArity.ZeroOrOne,
        DefaultValueFactory = _ => 0,
        CustomParser = ParseRun,
    };

    static long ParseRun(ArgumentResult result) =>
        Parse(result, "run", "the number of a run", text => Whole(text.TrimStart('#'), long.MaxValue)) ?? 0;

    static T? Parse<T>(ArgumentResult result, string name, string expected, Func<string, T?> parse)
        where T : struct
    {
        var text = result.Tokens[0].Value;
        if (parse(text) is { } value)
        {
            return value;
        }

        result.AddError($"{name} must be {expected}, not '{text}'.");
        return null;
    }

    static long? Whole(string text, long most) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;
}
