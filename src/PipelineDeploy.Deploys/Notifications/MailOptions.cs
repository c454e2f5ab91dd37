using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Notifications;

/// <summary>How a mail server is spoken to.</summary>
public enum MailSecurity
{
    /// <summary>The connection becomes TLS before anything is said (STARTTLS); without that nothing is sent.</summary>
    StartTls,

    /// <summary>In the clear, for a relay on the same host.</summary>
    None,
}

/// <summary>The mail server of this installation.</summary>
/// <param name="Host">Its name.</param>
/// <param name="Port">Its port.</param>
/// <param name="Security">How it is spoken to.</param>
/// <param name="From">The sender's address.</param>
/// <param name="User">Who signs in; null for nobody.</param>
/// <param name="Password">The password.</param>
public sealed record MailOptions(string Host, int Port, MailSecurity Security, string From, string? User, string? Password)
{
    /// <summary>The environment variable that names the server.</summary>
    public const string Variable = "PIPELINEDEPLOY_SMTP";

    /// <summary>The environment variable that names a file with the password.</summary>
    public const string PasswordVariable = "PIPELINEDEPLOY_SMTP_PASSWORD_FILE";

    /// <summary>Reads e.g. <c>smtp://user@mail.example.com:587?from=deploys@example.com</c>; null when there is nothing to read.</summary>
    /// <exception cref="UserErrorException"><c>mail.badServer</c>.</exception>
    public static MailOptions? Parse(string? text, string? passwordFile)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var server) || server.Host.Length == 0 || SecurityOf(server.Scheme) is not { } security)
        {
            throw Bad("is no address of a mail server");
        }

        var from = server.Query.StartsWith("?from=", StringComparison.Ordinal) ? Uri.UnescapeDataString(server.Query["?from=".Length..]) : "";
        if (!from.Contains('@', StringComparison.Ordinal))
        {
            throw Bad("does not say whose mails they are");
        }

        if (server.UserInfo.Contains(':', StringComparison.Ordinal))
        {
            throw Bad($"holds a password, which belongs into a file named by {PasswordVariable}");
        }

        var user = server.UserInfo.Length == 0 ? null : Uri.UnescapeDataString(server.UserInfo);
        return new MailOptions(server.Host, server.Port > 0 ? server.Port : security == MailSecurity.StartTls ? 587 : 25, security, from, user, user is null ? null : PasswordOf(passwordFile));
    }

    static MailSecurity? SecurityOf(string scheme) => scheme switch
    {
        "smtp" => MailSecurity.StartTls,
        "smtp+plain" => MailSecurity.None,
        _ => null,
    };

    static string PasswordOf(string? file)
    {
        try
        {
            return File.ReadAllText(file ?? throw Bad($"names a user, but {PasswordVariable} names no file with the password")).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException("mail.badServer", $"{PasswordVariable} is '{file}', which cannot be read: {e.Message}", "Name a file that holds the password and nothing else.");
        }
    }

    static UserErrorException Bad(string what) => new(
        "mail.badServer", $"{Variable} {what}", "Use e.g. smtp://user@mail.example.com:587?from=deploys@example.com; it is spoken to by STARTTLS, with smtp+plain:// in the clear. TLS from the first byte (port 465) is not known here.");
}
