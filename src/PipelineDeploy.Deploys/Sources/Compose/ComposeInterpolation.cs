using System.Text;

namespace PipelineDeploy.Deploys.Sources.Compose;

/// <summary>Puts variables into a text of a compose file.</summary>
/// <remarks>
/// The Compose Specification, "Interpolation": <c>$VAR</c>, <c>${VAR}</c>, <c>${VAR:-default}</c> (unset or empty), <c>${VAR-default}</c> (unset),
/// <c>${VAR:?error}</c>, <c>${VAR?error}</c>, <c>${VAR:+replacement}</c>, <c>${VAR+replacement}</c>; <c>$$</c> is a dollar. Defaults may hold variables.
/// </remarks>
/// <param name="text">The text.</param>
/// <param name="find">The value of a variable; null when it is not set.</param>
sealed class ComposeInterpolation(string text, Func<string, string?> find)
{
    const int DeepestNesting = 8;
    const int LongestResult = 65_536;

    readonly List<string> _unset = [];
    int _at;

    /// <summary>The variables that were used without a value or a default; they are empty.</summary>
    public IReadOnlyList<string> Unset => _unset;

    /// <summary>The text with the values in it.</summary>
    /// <exception cref="FormatException">It cannot be read, or it demands a variable that is not set; the message says which.</exception>
    public string Fill() => Read(0, isUsed: true);

    string Read(int depth, bool isUsed)
    {
        var filled = new StringBuilder();
        while (_at < text.Length && (depth == 0 || text[_at] != '}'))
        {
            var sign = text[_at++];
            filled.Append(sign == '$' ? Variable(depth, isUsed) : sign.ToString());
            if (filled.Length > LongestResult)
            {
                throw new FormatException($"it has more than {LongestResult} characters with its variables");
            }
        }

        return filled.ToString();
    }

    string Variable(int depth, bool isUsed)
    {
        if (_at < text.Length && text[_at] == '$')
        {
            _at++;
            return "$";
        }

        if (_at >= text.Length || text[_at] != '{')
        {
            var plain = Name();
            return plain.Length > 0 ? Value(plain, isUsed) : throw new FormatException("a '$' with no name behind it; a dollar is written $$");
        }

        _at++;
        var name = Name();
        return name.Length == 0 || depth >= DeepestNesting ? throw new FormatException($"'{Shown()}' is no variable; a dollar is written $$") : Braced(name, depth, isUsed);
    }

    string Braced(string name, int depth, bool isUsed)
    {
        var takesEmpty = _at < text.Length && text[_at] == ':';
        var kind = _at + (takesEmpty ? 1 : 0) < text.Length ? text[_at + (takesEmpty ? 1 : 0)] : '\0';
        if (kind is '-' or '?' or '+')
        {
            _at += takesEmpty ? 2 : 1;
            var isSet = find(name) is { } found && (found.Length > 0 || !takesEmpty);
            var from = _at;
            var word = Read(depth + 1, isUsed && isSet == (kind == '+'));
            // As it is written: a variable in it may be secret, and this is told to whoever deploys.
            var said = text[from.._at];
            Close(name);
            return (kind, isSet) switch
            {
                ('?', false) when isUsed => throw new FormatException($"the variable {name} is needed{(said.Length > 0 ? $": {said}" : "")}"),
                ('+', _) => isSet ? word : "",
                (_, true) => find(name)!,
                _ => word,
            };
        }

        Close(name);
        return Value(name, isUsed);
    }

    string Value(string name, bool isUsed)
    {
        if (find(name) is { } value)
        {
            return value;
        }

        if (isUsed)
        {
            _unset.Add(name);
        }

        return "";
    }

    string Name()
    {
        var from = _at;
        while (_at < text.Length && (char.IsAsciiLetter(text[_at]) || text[_at] == '_' || (_at > from && char.IsAsciiDigit(text[_at]))))
        {
            _at++;
        }

        return text[from.._at];
    }

    void Close(string name)
    {
        if (_at >= text.Length || text[_at++] != '}')
        {
            throw new FormatException($"'${{{name}' is not closed with '}}'");
        }
    }

    string Shown()
    {
        var from = Math.Max(text.LastIndexOf('$', Math.Min(_at, text.Length - 1)), 0);
        return text[from..Math.Min(text.Length, from + 20)];
    }
}
