using System.CommandLine;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy git-access …</c>. Tokens come from standard input, keys from files, neither from an argument.</summary>
static class GitAccessCommand
{
    public static Command Create(CliHost host) =>
        new CliCommand(
            "git-access", "How an app signs in to hosts of git repositories.", "pdeploy git-access list -a shop", "pdeploy git-access set git.example.com -a shop < token.txt")
        {
            List(host),
            Set(host),
            Unset(host),
        };

    static CliCommand List(CliHost host) =>
        new CliCommand("list", "Lists the hosts that an app signs in to; never what it signs in with.", "pdeploy git-access list -a shop").Does(host, async (session, _, cancellationToken) =>
        {
            Print(session, await session.Client.ListGitAccessAsync(session.App, cancellationToken));
            return ExitCodes.Done;
        });

    static CliCommand Set(CliHost host)
    {
        var name = HostName();
        var user = new Option<string?>("--user") { HelpName = "name", Description = "The name that goes with the token; else git." };
        var key = new Option<string?>("--key") { HelpName = "path", Description = "A private deploy key in place of a token; used for ssh." };
        var knownHosts = new Option<string?>("--known-hosts") { HelpName = "path", Description = "The host's own keys, with --key: only a host that has one of them is talked to." };
        var command = new CliCommand(
            "set", "Gives an app a token, read from standard input, or a deploy key.",
            "pdeploy git-access set git.example.com -a shop < token.txt", "pdeploy git-access set git.example.com --key deploy-key --known-hosts known_hosts -a shop")
        {
            name,
            user,
            key,
            knownHosts,
        };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var access = parsed.GetValue(key) is { } path
                ? await OfKeyAsync(session, path, parsed.GetValue(knownHosts), parsed.GetValue(user), cancellationToken)
                : await OfTokenAsync(session, parsed.GetRequiredValue(name), parsed.GetValue(knownHosts), parsed.GetValue(user), cancellationToken);
            Print(session, [await session.Client.SetGitAccessAsync(session.App, parsed.GetRequiredValue(name), access, cancellationToken)]);
            return ExitCodes.Done;
        });
    }

    static CliCommand Unset(CliHost host)
    {
        var name = HostName();
        return new CliCommand("unset", "Takes a sign-in away.", "pdeploy git-access unset git.example.com -a shop") { name }.Does(host, async (session, parsed, cancellationToken) =>
        {
            Print(session, await session.Client.RemoveGitAccessAsync(session.App, parsed.GetRequiredValue(name), cancellationToken));
            return ExitCodes.Done;
        });
    }

    static Argument<string> HostName() => new("host") { Description = "The host, with its port when that is not the usual one." };

    static async Task<SetGitAccess> OfTokenAsync(Session session, string host, string? knownHosts, string? user, CancellationToken cancellationToken)
    {
        if (knownHosts is not null)
        {
            throw CliException.Usage("--known-hosts goes with --key.", "For a token leave it out.");
        }

        var token = session.Environment.AskSecret is { } ask ? ask($"Token for {host}: ") : await ConfigInput.ReadAsync(session, "-", cancellationToken);
        return new SetGitAccess(Token: token is { } text && text.Trim() is { Length: > 0 } given ? given : throw CliException.Usage("No token was given.", "Pipe it in, or give a key with --key."), User: user);
    }

    static async Task<SetGitAccess> OfKeyAsync(Session session, string key, string? knownHosts, string? user, CancellationToken cancellationToken)
    {
        if (knownHosts is null || user is not null)
        {
            throw CliException.Usage(
                user is null ? "A key needs --known-hosts." : "--user goes with a token; with a key the user stands in the address.",
                "Make the file with: ssh-keyscan <host> > known_hosts, and compare it with what the host publishes.");
        }

        return new SetGitAccess(
            Key: await ConfigInput.ReadAsync(session, key, cancellationToken), KnownHosts: await ConfigInput.ReadAsync(session, knownHosts, cancellationToken));
    }

    static void Print(Session session, IReadOnlyList<GitAccessView> access)
    {
        if (session.Output.IsJson)
        {
            session.Output.Json(access, WireJson.Default.IReadOnlyListGitAccessView);
        }
        else
        {
            session.Output.Table(["HOST", "BY", "USER", "SET BY", "AT"], access.Select(one => (IReadOnlyList<string>)
                [one.Host, one.Kind, one.User ?? "", one.SetBy, RunsCommand.Clock(one.SetAt, session)]));
        }
    }
}
