using System.Globalization;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Checks;

/// <summary>Reads CHECKS line by line: a blank, a comment, a setting or a check, and nothing else.</summary>
sealed class ChecksParser
{
    const int MaxLineLength = 8192;
    const int MaxChecks = 500;
    const int MaxWarnings = 20;
    const string Blanks = " \t\r";

    // Longer waits are a typing error, and no timer of a deploy should be asked to carry them.
    static readonly TimeSpan LongestSetting = TimeSpan.FromDays(1);

    readonly List<Check> _checks = [];
    readonly List<ChecksProblem> _warnings = [];
    int _unsaidWarnings;
    TimeSpan? _wait;
    TimeSpan? _timeout;
    int? _attempts;

    internal IReadOnlyList<ChecksProblem> Warnings => _warnings;

    internal ChecksFile Finish()
    {
        List<string> warnings = [.. _warnings.Select(warning => warning.Error.Message)];
        if (_unsaidWarnings > 0) warnings.Add($"CHECKS: {_unsaidWarnings} more warnings are not shown.");
        return new ChecksFile(_wait, _timeout, _attempts, _checks, warnings);
    }

    internal void Read(ReadOnlySpan<char> raw, int number)
    {
        if (raw.Length > MaxLineLength)
            throw ChecksError.At(
                number, "lineTooLong",
                $"the line has {raw.Length} characters; at most {MaxLineLength} are read",
                "Expect a shorter piece of the page.");
        if (raw.Contains('\0'))
            throw ChecksError.At(number, "notText", "there is a NUL character", "CHECKS is a text file; was another file given this name?");

        var line = raw.Trim(Blanks);
        if (line.IsEmpty || line[0] == '#') return;

        if (IsSetting(line, out var nameLength))
            ReadSetting(line[..nameLength].ToString(), line[(line.IndexOf('=') + 1)..], number);
        else
            ReadCheck(line, number);
    }

    static bool IsSetting(ReadOnlySpan<char> line, out int nameLength)
    {
        nameLength = 0;
        while (nameLength < line.Length && (char.IsAsciiLetterOrDigit(line[nameLength]) || line[nameLength] == '_')) nameLength++;
        return nameLength > 0 && line[nameLength..].TrimStart(Blanks).StartsWith('=');
    }

    void ReadSetting(string name, ReadOnlySpan<char> rest, int number)
    {
        var comment = rest.IndexOf('#');
        var value = (comment < 0 ? rest : rest[..comment]).Trim(Blanks).ToString();
        switch (name)
        {
            case "WAIT":
                _wait = ReadDuration(name, value, number);
                break;
            case "TIMEOUT":
                _timeout = ReadDuration(name, value, number) is var timeout && timeout > TimeSpan.Zero
                    ? timeout
                    : throw ChecksError.At(number, "badSetting", "TIMEOUT must be longer than 0", Duration.Hint);
                break;
            case "ATTEMPTS":
                _attempts = ReadAttempts(value, number);
                break;
            default:
                Warn(number, $"{ChecksError.Show(name)} is not a setting and is ignored; there are WAIT, TIMEOUT and ATTEMPTS.");
                break;
        }
    }

    static TimeSpan ReadDuration(string name, string value, int number)
    {
        if (!Duration.TryParse(value, out var duration))
            throw ChecksError.At(number, "badSetting", $"{name} must be a duration, not '{ChecksError.Show(value)}'", Duration.Hint);
        if (duration > LongestSetting)
            throw ChecksError.At(number, "badSetting", $"{name} must be at most a day, not '{ChecksError.Show(value)}'", Duration.Hint);
        return duration;
    }

    static int ReadAttempts(string value, int number) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var attempts) && attempts >= 1
            ? attempts
            : throw ChecksError.At(
                number, "badSetting",
                $"ATTEMPTS must be a whole number from 1, not '{ChecksError.Show(value)}'",
                "ATTEMPTS counts all attempts, the first one too: ATTEMPTS=5.");

    void ReadCheck(ReadOnlySpan<char> line, int number)
    {
        var end = line.IndexOfAny(Blanks);
        var address = CheckAddress.Parse((end < 0 ? line : line[..end]).ToString(), number);
        var (expected, isPattern) = end < 0 ? (null, false) : ReadExpected(line[end..], number);
        if (address.HasFragment)
            Warn(number, "what follows # in an address is not part of a request; put a blank before a comment.");
        if (_checks.Count == MaxChecks)
            throw ChecksError.At(
                number, "tooMany",
                $"there are more than {MaxChecks} checks",
                "Ask for the pages that show that the app works; each attempt asks for all of them.");
        _checks.Add(new Check(address.Target, address.Scheme, address.Host, address.PathAndQuery, expected, isPattern, number));
    }

    /// <summary>What stands after the address: content up to a blank and #, or a pattern after <c>~</c> and a blank.</summary>
    static (string? Expected, bool IsPattern) ReadExpected(ReadOnlySpan<char> rest, int number)
    {
        var comment = 1;
        while (comment < rest.Length && !(rest[comment] == '#' && Blanks.Contains(rest[comment - 1]))) comment++;
        var content = rest[..comment].Trim(Blanks);
        if (content.IsEmpty) return (null, false);
        if (content[0] != '~' || (content.Length > 1 && !Blanks.Contains(content[1])))
            return (content.ToString().Replace(@"\#", "#", StringComparison.Ordinal), false);

        // A pattern keeps its \#: a regular expression reads it as # by itself.
        var pattern = content[1..].Trim(Blanks).ToString();
        if (pattern.Length == 0)
            throw ChecksError.At(
                number, "badPattern",
                "a pattern is missing after ~",
                "Write ~ and a regular expression, e.g. /version ~ ^v[0-9]+$");
        if (CheckPattern.TryCompile(pattern, out var problem) is null)
            throw ChecksError.At(
                number, "badPattern",
                $"'{ChecksError.Show(pattern)}' is not a usable regular expression: {problem}",
                "Leave out the ~ to look for the text as it stands.");
        return (pattern, true);
    }

    void Warn(int number, string what)
    {
        if (_warnings.Count < MaxWarnings) _warnings.Add(new ChecksProblem(number, null, new UserError("checks.odd", $"CHECKS line {number}: {what}"), IsWarning: true));
        else _unsaidWarnings++;
    }
}
