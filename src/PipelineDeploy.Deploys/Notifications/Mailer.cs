using System.Net;
using System.Net.Mail;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Notifications;

/// <summary>Sends notices as mails over the installation's mail server.</summary>
/// <remarks>By .NET's own client: MailKit is not served here.</remarks>
/// <param name="options">The mail server; null when there is none.</param>
public sealed class Mailer(MailOptions? options)
{
    /// <summary>Sends one mail to all of them.</summary>
    /// <exception cref="UserErrorException"><c>mail.noServer</c>, <c>mail.badAddress</c> or <c>mail.refused</c>.</exception>
    public async Task SendAsync(Notice notice, IReadOnlyList<string> to, CancellationToken cancellationToken)
    {
        var server = options ?? throw new UserErrorException("mail.noServer", "This installation has no mail server", $"An administrator may name one with {MailOptions.Variable}.");
        using var mail = MailOf(notice, server.From, to);
        using var client = new SmtpClient(server.Host, server.Port) { EnableSsl = server.Security == MailSecurity.StartTls };
        if (server.User is { } user)
        {
            client.Credentials = new NetworkCredential(user, server.Password);
        }

        try
        {
            await client.SendMailAsync(mail, cancellationToken);
        }
        catch (SmtpException e)
        {
            throw new UserErrorException(new UserError("mail.refused", $"{server.Host}:{server.Port} did not take the mail: {Reason(e)}", "Look at the mail server, and at the address of the sender."), e);
        }
    }

    static MailMessage MailOf(Notice notice, string from, IReadOnlyList<string> to)
    {
        var mail = new MailMessage { From = Address(from), Subject = notice.Title.ReplaceLineEndings(" "), Body = BodyOf(notice) };
        foreach (var address in to)
        {
            mail.To.Add(Address(address));
        }

        // One notice is one mail, however often it is sent.
        mail.Headers["Message-ID"] = FormattableString.Invariant($"<run-{notice.Run}-{notice.Event}-{notice.At.ToUnixTimeMilliseconds()}@pipelinedeploy>");
        mail.Headers["Auto-Submitted"] = "auto-generated";
        return mail;
    }

    static string BodyOf(Notice notice) => string.Join(
        "\r\n", [.. notice.Message.Length > 0 ? [notice.Message.ReplaceLineEndings("\r\n"), ""] : Array.Empty<string>(), .. notice.Facts.Select(fact => $"{fact.Name}: {fact.Value}")]);

    static MailAddress Address(string text) => MailAddress.TryCreate(text, out var address)
        ? address
        : throw new UserErrorException("mail.badAddress", $"'{text}' is no address of a mailbox", "Use e.g. ada@example.com.");

    static string Reason(SmtpException e) => e.InnerException is { } cause ? $"{e.Message} ({cause.GetBaseException().Message})" : e.Message;
}
