using System.CommandLine;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy domains …</c>.</summary>
static class DomainsCommand
{
    public static Command Create(CliHost host) =>
        new CliCommand("domains", "The host names that an app answers to.", "pdeploy domains list -a shop", "pdeploy domains add shop.example.com -a shop")
        {
            List(host),
            Change(host, "add", "Adds domains; one that another app has is refused.", "pdeploy domains add shop.example.com www.shop.example.com -a shop",
                (session, names, cancellationToken) => session.Client.AddDomainsAsync(session.App, new NameDomains(names), cancellationToken)),
            Change(host, "set", "Makes these the only domains; the others go, with their certificates.", "pdeploy domains set shop.example.com -a shop",
                (session, names, cancellationToken) => session.Client.SetDomainsAsync(session.App, new NameDomains(names), cancellationToken)),
            Change(host, "remove", "Takes domains away, and their certificates with them.", "pdeploy domains remove www.shop.example.com -a shop", RemoveAsync),
            Clear(host),
        };

    static CliCommand List(CliHost host) =>
        new CliCommand("list", "Lists the domains, and until when their certificates are valid.", "pdeploy domains list -a shop").Does(host, async (session, _, cancellationToken) =>
        {
            Print(session, await session.Client.ListDomainsAsync(session.App, cancellationToken));
            return ExitCodes.Done;
        });

    static CliCommand Clear(CliHost host) =>
        new CliCommand("clear", "Takes all domains away; nobody reaches the app then.", "pdeploy domains clear -a shop").Does(host, async (session, _, cancellationToken) =>
        {
            Print(session, await session.Client.SetDomainsAsync(session.App, new NameDomains([]), cancellationToken));
            return ExitCodes.Done;
        });

    static CliCommand Change(
        CliHost host, string name, string description, string example, Func<Session, string[], CancellationToken, Task<IReadOnlyList<DomainView>>> change)
    {
        var names = new Argument<string[]>("domain") { Description = "One or more host names.", Arity = ArgumentArity.OneOrMore };
        var command = new CliCommand(name, description, example) { names };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            Print(session, await change(session, parsed.GetRequiredValue(names), cancellationToken));
            return ExitCodes.Done;
        });
    }

    static async Task<IReadOnlyList<DomainView>> RemoveAsync(Session session, string[] names, CancellationToken cancellationToken)
    {
        IReadOnlyList<DomainView> left = [];
        foreach (var name in names)
        {
            left = await session.Client.RemoveDomainAsync(session.App, name, cancellationToken);
        }

        return left;
    }

    static void Print(Session session, IReadOnlyList<DomainView> domains)
    {
        if (session.Output.IsJson)
        {
            session.Output.Json(domains, WireJson.Default.IReadOnlyListDomainView);
        }
        else if (domains.Count == 0)
        {
            session.Output.Say($"{session.App} has no domain, so nobody reaches it. Add one with: pdeploy domains add <host> -a {session.App}");
        }
        else
        {
            session.Output.Table(["DOMAIN", "URL", "CERTIFICATE"], domains.Select(domain => (IReadOnlyList<string>)
                [domain.Name, domain.Url, domain.Certificate is { } certificate ? CertsCommand.Validity(certificate, session) : "-"]));
        }
    }
}
