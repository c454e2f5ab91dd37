using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Postgres.Auth;

/// <summary>A person who signs in.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">The name to sign in with, and by which runs know the person.</param>
/// <param name="Rights">What the person may do.</param>
/// <param name="CreatedAt">Since when there is the user.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="DisabledAt">Since when nothing of it is let in; null when it is.</param>
/// <param name="LastSignInAt">When the password was last used.</param>
public sealed partial record User(
    long Id, string Name, Rights Rights, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? DisabledAt, DateTimeOffset? LastSignInAt)
{
    /// <summary>The name, when it can be one.</summary>
    /// <exception cref="UserErrorException"><c>user.badName</c>.</exception>
    public static string NameOf(string? text) => IsName(text)
        ? text
        : throw new UserErrorException(
            "user.badName", $"'{text}' cannot be a user's name", "Use 1 to 63 characters a-z, 0-9, dots, dashes and underscores; letters or digits at both ends.");

    /// <summary>Whether it can be the name of a user, or of a token.</summary>
    public static bool IsName([NotNullWhen(true)] string? text) => text is not null && Form().IsMatch(text);

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
