using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Routing;

/// <summary>An app's visitors get a page that says to come back later. Its deploys go on.</summary>
/// <param name="Message">What the page says.</param>
/// <param name="By">Who switched it on.</param>
/// <param name="Since">When.</param>
public sealed record Maintenance(string Message, string By, DateTimeOffset Since)
{
    /// <summary>What the page says when nobody says anything else.</summary>
    public const string UsualMessage = "We are working on it and will be back soon.";

    const int LongestMessage = 500;

    /// <summary>Switches it on.</summary>
    /// <exception cref="UserErrorException"><c>maintenance.badMessage</c>.</exception>
    public static Maintenance Begin(string? message, string by, DateTimeOffset now)
    {
        var text = string.IsNullOrWhiteSpace(message) ? UsualMessage : message.Trim().ReplaceLineEndings("\n");
        var wrong = text.Length > LongestMessage ? $"has {text.Length} characters" : text.Any(c => char.IsControl(c) && c != '\n') ? "holds a control character" : null;
        return wrong is null
            ? new Maintenance(text, by, now)
            : throw new UserErrorException("maintenance.badMessage", $"The message {wrong}", $"Use at most {LongestMessage} characters of plain text.");
    }
}
