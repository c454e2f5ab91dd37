using System.Buffers;
using System.Text;

namespace PipelineDeploy.Deploys.OneOffs;

/// <summary>Cuts a text into the words of a command, as a shell would that knows no variables, no patterns and no operators.</summary>
/// <param name="text">The text.</param>
sealed class WordCutter(string text)
{
    static readonly SearchValues<char> ForShell = SearchValues.Create("|&;<>()$`\n");
    static readonly SearchValues<char> NameSigns = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    readonly List<string> _words = [];
    readonly StringBuilder _word = new();
    bool _isOpen;
    char? _quote;

    /// <summary>The words, or why there are none without a shell.</summary>
    public (IReadOnlyList<string> Words, string? Problem) Cut()
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsForShell(text[i]))
            {
                return ([], $"has {(text[i] == '\n' ? "a line break" : $"'{text[i]}'")}, which only a shell understands");
            }

            if (!IsEscape(i))
            {
                Take(text[i]);
            }
            else if (++i < text.Length)
            {
                Add(text[i]);
            }
            else
            {
                return ([], "ends in a backslash");
            }
        }

        End();
        return _quote is not null ? ([], $"has a {_quote} that is not closed")
            : _words.Count > 0 && IsAssignment(_words[0]) ? ([], $"begins with the assignment '{_words[0]}', which only a shell understands")
            : (_words, null);
    }

    void Take(char sign)
    {
        if (sign == _quote)
        {
            _quote = null;
        }
        else if (_quote is null && sign is '\'' or '"')
        {
            (_quote, _isOpen) = (sign, true);
        }
        else if (_quote is null && char.IsWhiteSpace(sign))
        {
            End();
        }
        else
        {
            Add(sign);
        }
    }

    void Add(char sign)
    {
        _word.Append(sign);
        _isOpen = true;
    }

    // An empty pair of quotes is a word, too.
    void End()
    {
        if (_isOpen)
        {
            _words.Add(_word.ToString());
            _word.Clear();
            _isOpen = false;
        }
    }

    bool IsForShell(char sign) => _quote switch
    {
        null => ForShell.Contains(sign),
        '"' => sign is '$' or '`',
        _ => false,
    };

    // Between double quotes a backslash stands for itself unless what follows would mean something there.
    bool IsEscape(int at) => text[at] == '\\' && _quote switch
    {
        null => true,
        '"' => at + 1 < text.Length && text[at + 1] is '"' or '\\' or '$' or '`',
        _ => false,
    };

    static bool IsAssignment(string word) => word.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && !word.AsSpan(0, at).ContainsAnyExcept(NameSigns);
}
