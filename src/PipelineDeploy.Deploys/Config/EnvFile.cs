using System.Globalization;
using System.Text;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Config;

/// <summary>Reads a <c>.env</c> file: one <c>NAME=value</c> a line, <c>#</c> for comments, <c>export</c> before a name, values in quotes across lines.</summary>
/// <remarks>
/// As dokku writes its ENV files and dotenv reads them. Nothing is replaced in values: <c>$HOME</c> stays <c>$HOME</c>. In double quotes
/// <c>\n</c>, <c>\r</c>, <c>\t</c>, <c>\"</c>, <c>\\</c>, <c>\$</c>, <c>\`</c> and <c>\!</c> are what they are in a shell or in C. In single quotes <c>'\''</c> is one.
/// </remarks>
public static class EnvFile
{
    /// <summary>Longest file, in characters.</summary>
    public const int Longest = 1024 * 1024;

    internal const string Hint = "Write each variable as NAME=value in a line, with quotes around a value of several lines.";

    /// <summary>The variables of a file.</summary>
    /// <exception cref="FieldErrorsException"><c>config.badFile</c>, with everything that is wrong, by line. No value is in it.</exception>
    /// <exception cref="UserErrorException"><c>config.badFile</c>: it is too long or holds no variable.</exception>
    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        var (variables, _, errors) = Read(text);
        return errors.Count > 0 ? throw Bad(errors)
            : variables.Count > 0 ? variables
            : throw new UserErrorException("config.badFile", "The file sets no variable", "Write one as NAME=value in a line.");
    }

    /// <summary>The variables of a file, the line of each, and everything that is wrong, by line.</summary>
    /// <exception cref="UserErrorException"><c>config.badFile</c>: it is too long.</exception>
    internal static (IReadOnlyDictionary<string, string> Variables, IReadOnlyDictionary<string, int> Lines, IReadOnlyList<(int Line, string Wrong)> Errors) Read(string text)
    {
        if (text.Length > Longest)
        {
            throw new UserErrorException("config.badFile", $"The file has {text.Length} characters", $"It may have at most {Longest}.");
        }

        var reader = new EnvReader(text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal));
        while (reader.ReadLine())
        {
        }

        return (reader.Variables, reader.Lines, reader.Errors);
    }

    static FieldErrorsException Bad(IReadOnlyList<(int Line, string Wrong)> errors) => new(
        new UserError("config.badFile", "The file cannot be imported; nothing was changed", Hint),
        errors.GroupBy(error => error.Line).ToDictionary(
            line => string.Create(CultureInfo.InvariantCulture, $"line {line.Key}"), line => (IReadOnlyList<string>)[.. line.Select(error => error.Wrong)]));
}

/// <summary>Where the reading of one file stands.</summary>
sealed class EnvReader(string text)
{
    const string Export = "export ";
    const string QuotedQuote = @"'\''";
    readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    int _at;
    int _line;

    public IReadOnlyDictionary<string, int> Lines => _lines;

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public List<(int Line, string Wrong)> Errors { get; } = [];

    /// <summary>Reads on; false at the end.</summary>
    public bool ReadLine()
    {
        if (_at >= text.Length)
        {
            return false;
        }

        var line = RestOfLine().Trim();
        _line++;
        if (line.Length == 0 || line[0] == '#')
        {
            Skip();
            return true;
        }

        var began = _line;
        if (line.IndexOf('=') is >= 0 and var equals && NameIn(line[..equals]) is { } name)
        {
            _at = text.IndexOf('=', _at) + 1;
            Keep(name, Value(began), began);
        }
        else
        {
            Errors.Add((began, "NAME=value is expected"));
            Skip();
        }

        return true;
    }

    static string? NameIn(ReadOnlySpan<char> before)
    {
        var name = before.TrimEnd().ToString();
        name = name.StartsWith(Export, StringComparison.Ordinal) ? name[Export.Length..].TrimStart() : name;
        try
        {
            return ConfigRules.RequireName(name);
        }
        catch (UserErrorException)
        {
            return null;
        }
    }

    void Keep(string name, string? value, int line)
    {
        if (value is null)
        {
            return;
        }

        if (ConfigRules.WrongWith(value) is { } wrong)
        {
            Errors.Add((line, $"{name}: {wrong}"));
        }
        else if (!_lines.TryAdd(name, line))
        {
            Errors.Add((line, string.Create(CultureInfo.InvariantCulture, $"{name} is set in line {_lines[name]} already")));
        }
        else
        {
            Variables[name] = value;
        }
    }

    string? Value(int began)
    {
        while (_at < text.Length && text[_at] is ' ' or '\t')
        {
            _at++;
        }

        return _at < text.Length && text[_at] is '"' or '\'' ? Quoted(text[_at], began) : Plain();
    }

    // A # begins a comment only after a blank: passwords hold them, too.
    string Plain()
    {
        var line = RestOfLine();
        Skip();
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] == '#' && (at == 0 || line[at - 1] is ' ' or '\t'))
            {
                return line[..at].Trim().ToString();
            }
        }

        return line.Trim().ToString();
    }

    string? Quoted(char quote, int began)
    {
        var value = new StringBuilder();
        for (_at++; _at < text.Length && (text[_at] != quote || IsQuotedQuote(quote)); _at++)
        {
            _line += text[_at] == '\n' ? 1 : 0;
            if (text[_at] == quote)
            {
                value.Append(quote);
                _at += QuotedQuote.Length - 1;
                continue;
            }

            value.Append(quote == '"' && text[_at] == '\\' && _at + 1 < text.Length ? Unescape(text[++_at]) : text[_at].ToString());
        }

        if (_at >= text.Length)
        {
            Errors.Add((began, $"the {quote} that begins the value has no end"));
            return null;
        }

        _at++;
        var rest = RestOfLine().Trim();
        Skip();
        if (rest.Length > 0 && rest[0] != '#')
        {
            Errors.Add((_line, $"nothing but a comment may follow the closing {quote}"));
            return null;
        }

        return value.ToString();
    }

    // Between single quotes nothing is escaped, so a shell leaves them for one.
    bool IsQuotedQuote(char quote) => quote == '\'' && text.AsSpan(_at).StartsWith(QuotedQuote);

    static string Unescape(char escaped) => escaped switch
    {
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        // dokku (by godotenv) writes the last two so, too.
        '"' or '\\' or '$' or '`' or '!' => escaped.ToString(),
        _ => $"\\{escaped}",
    };

    ReadOnlySpan<char> RestOfLine() => text.AsSpan(_at, (text.IndexOf('\n', _at) is >= 0 and var end ? end : text.Length) - _at);

    void Skip() => _at = text.IndexOf('\n', _at) is >= 0 and var end ? end + 1 : text.Length;
}
