using System.CommandLine;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy certs …</c>.</summary>
static class CertsCommand
{
    public static Command Create(CliHost host) =>
        new CliCommand("certs", "The TLS certificates of an app's domains.", "pdeploy certs list -a shop", "pdeploy certs add --cert fullchain.pem --key privkey.pem -a shop")
        {
            List(host),
            Add(host),
            Remove(host),
        };

    /// <summary>Until when, or what is wrong.</summary>
    public static string Validity(CertificateView certificate, Session session) =>
        certificate.Problem ?? $"valid until {RunsCommand.Clock(certificate.NotAfter, session)}";

    static CliCommand List(CliHost host) =>
        new CliCommand("list", "Lists the certificates; never their keys.", "pdeploy certs list -a shop").Does(host, async (session, _, cancellationToken) =>
        {
            Print(session, await session.Client.ListCertificatesAsync(session.App, cancellationToken));
            return ExitCodes.Done;
        });

    static CliCommand Add(CliHost host)
    {
        var domains = new Argument<string[]>("domain") { Description = "The domains it is for; else all of the app's that it covers.", Arity = ArgumentArity.ZeroOrMore };
        var chain = new Option<string>("--cert") { HelpName = "path", Description = "The certificate and those of its authority, as PEM; - for standard input.", Required = true };
        var key = new Option<string>("--key") { HelpName = "path", Description = "Its private key, as PEM; - for standard input.", Required = true };
        var command = new CliCommand(
            "add", "Uploads a certificate in place of what its domains had.",
            "pdeploy certs add --cert fullchain.pem --key privkey.pem -a shop", "pdeploy certs add shop.example.com --cert fullchain.pem --key - -a shop < privkey.pem")
        {
            domains,
            chain,
            key,
        };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var named = parsed.GetValue(domains) is { Length: > 0 } names ? names : null;
            var certificate = new SetCertificate(
                await ConfigInput.ReadAsync(session, parsed.GetRequiredValue(chain), cancellationToken), await ConfigInput.ReadAsync(session, parsed.GetRequiredValue(key), cancellationToken), named);
            Print(session, await session.Client.SetCertificateAsync(session.App, certificate, cancellationToken));
            return ExitCodes.Done;
        });
    }

    static CliCommand Remove(CliHost host)
    {
        var domain = new Argument<string>("domain") { Description = "The domain." };
        var command = new CliCommand("remove", "Forgets a domain's certificate; it is reached by HTTP only then.", "pdeploy certs remove shop.example.com -a shop") { domain };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            Print(session, await session.Client.RemoveCertificateAsync(session.App, parsed.GetRequiredValue(domain), cancellationToken));
            return ExitCodes.Done;
        });
    }

    static void Print(Session session, IReadOnlyList<CertificateView> certificates)
    {
        if (session.Output.IsJson)
        {
            session.Output.Json(certificates, WireJson.Default.IReadOnlyListCertificateView);
        }
        else if (certificates.Count == 0)
        {
            session.Output.Say($"{session.App} has no certificate. Upload one with: pdeploy certs add --cert fullchain.pem --key privkey.pem -a {session.App}");
        }
        else
        {
            session.Output.Table(["DOMAIN", "SUBJECT", "ISSUER", "VALIDITY", "SET BY"], certificates.Select(certificate => (IReadOnlyList<string>)
                [certificate.Domain, certificate.Subject, certificate.Issuer, Validity(certificate, session), certificate.SetBy]));
        }
    }
}
