using System.Buffers;
using System.Text;

namespace PipelineDeploy.Workflows.Logs;

/// <summary>
/// Hides secrets in text, in each form they appear in (<see cref="SecretForms"/>), and besides them whatever looks like a secret
/// (<see cref="SecretShapes"/>). It has no state: who masks the lines of one output hands on what was seen last.
/// </summary>
public sealed class SecretMask
{
    /// <summary>What stands where a secret stood.</summary>
    public const string Mark = "***";

    // A line may end in the middle of a secret. So many characters are no coincidence any more.
    const int Telling = 4;

    readonly IReadOnlyList<string> _forms;
    readonly SearchValues<string>? _any;
    readonly int _reach;

    /// <summary>A mask of these secrets; those shorter than <see cref="SecretForms.Shortest"/> would hide half of every text and are left out.</summary>
    public SecretMask(IEnumerable<string> secrets)
    {
        _forms = SecretForms.Of(secrets);
        _any = _forms.Count == 0 ? null : SearchValues.Create([.. _forms], StringComparison.Ordinal);
        _reach = _forms.Count == 0 ? 0 : _forms.Max(form => form.Length) - 1;
    }

    /// <summary>Hides only what looks like a secret.</summary>
    public static SecretMask None { get; } = new([]);

    /// <summary>Masks a text that stands by itself.</summary>
    public string Mask(string text) => MaskNext("", text).Masked;

    /// <summary>Masks the next line of an output. A secret that was cut in two by the end of a line is hidden on both sides.</summary>
    /// <param name="seen">What the call before handed on; empty at first. It is not masked: keep it nowhere.</param>
    /// <param name="line">The line, without its end.</param>
    public (string Masked, string Seen) MaskNext(string seen, string line)
    {
        if (_any is null)
        {
            return (SecretShapes.Mask(line), "");
        }

        var text = seen + line;
        var masked = SecretShapes.Mask(Cut(text, seen.Length, Hidden(text)));
        return (masked, text.Length <= _reach ? text : text[^_reach..]);
    }

    // Where the secrets are; they may overlap, and what they cover together is hidden.
    List<Range> Hidden(string text)
    {
        List<Range> hidden = [];
        foreach (var form in text.AsSpan().ContainsAny(_any!) ? _forms : [])
        {
            for (var at = text.IndexOf(form, StringComparison.Ordinal); at >= 0; at = text.IndexOf(form, at + 1, StringComparison.Ordinal))
            {
                hidden.Add(at..(at + form.Length));
            }
        }

        if (_forms.Max(form => BeginAtEnd(text, form)) is > 0 and var begun)
        {
            hidden.Add((text.Length - begun)..text.Length);
        }

        hidden.Sort((one, other) => one.Start.Value.CompareTo(other.Start.Value));
        return hidden;
    }

    static int BeginAtEnd(string text, string form)
    {
        for (var length = Math.Min(form.Length - 1, text.Length); length >= Telling; length--)
        {
            if (text.AsSpan(text.Length - length).SequenceEqual(form.AsSpan(0, length)))
            {
                return length;
            }
        }

        return 0;
    }

    static string Cut(string text, int from, List<Range> hidden)
    {
        var kept = new StringBuilder(text.Length - from);
        foreach (var range in hidden.Where(range => range.End.Value > from))
        {
            // Of two that touch or overlap the second one only makes the gap longer.
            if (range.Start.Value > from || kept.Length == 0)
            {
                kept.Append(text, from, Math.Max(range.Start.Value - from, 0)).Append(Mark);
            }

            from = range.End.Value;
        }

        return kept.Append(text, from, text.Length - from).ToString();
    }
}
