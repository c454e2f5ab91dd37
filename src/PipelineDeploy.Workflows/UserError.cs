namespace PipelineDeploy.Workflows;

/// <summary>
/// An error that a person caused and can put right: what was wrong, where, and what to do.
/// It travels unchanged from where it is found to problem details, CLI text and run events.
/// </summary>
/// <param name="Code">Stable, dotted and lower camel case, e.g. <c>checks.badSetting</c>.</param>
/// <param name="Message">What was wrong and where, e.g. <c>CHECKS line 3: WAIT must be a duration, not 'abc'</c>.</param>
/// <param name="Hint">What to do about it; null when the message says it already.</param>
public sealed record UserError(string Code, string Message, string? Hint = null)
{
    /// <summary>The most characters that a message has: what somebody sent may be repeated in it, and that may be megabytes.</summary>
    public const int LongestMessage = 4000;

    /// <summary>What was wrong and where, cut when it is too long for anybody to read.</summary>
    public string Message { get; init => field = Cut(value); } = Cut(Message);

    /// <summary>What was wrong and what to do, one behind the other.</summary>
    public string InOneLine() => $"{Message}.{(Hint is null ? "" : $" {Hint}")}";

    static string Cut(string text) => text.Length <= LongestMessage ? text : $"{text[..(char.IsHighSurrogate(text[LongestMessage - 1]) ? LongestMessage - 1 : LongestMessage)]}…";
}

/// <summary>Carries a <see cref="UserError"/> up to the door or the step that reports it.</summary>
public class UserErrorException(UserError error, Exception? cause = null) : Exception(error.Message, cause)
{
    /// <summary>What the person is told.</summary>
    public UserError Error { get; } = error;

    /// <summary>Makes one from the parts of its <see cref="UserError"/>.</summary>
    public UserErrorException(string code, string message, string? hint = null)
        : this(new UserError(code, message, hint))
    {
    }
}
