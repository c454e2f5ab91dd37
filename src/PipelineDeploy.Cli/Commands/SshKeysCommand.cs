using System.CommandLine;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy ssh-keys …</c>.</summary>
static class SshKeysCommand
{
    public static Command Create(CliHost host) =>
        new CliCommand("ssh-keys", "The public keys that people push with over SSH.", "pdeploy ssh-keys add < ~/.ssh/id_ed25519.pub", "pdeploy ssh-keys list")
        {
            List(host),
            Add(host),
            Remove(host),
            AuthorizedKeys(host),
        };

    static CliCommand List(CliHost host) =>
        new CliCommand("list", "Lists the keys: all of them for an administrator, else your own.", "pdeploy ssh-keys list").Does(host, async (session, _, cancellationToken) =>
        {
            Print(session, await session.Client.ListSshKeysAsync(cancellationToken));
            return ExitCodes.Done;
        });

    static CliCommand Add(CliHost host)
    {
        var file = new Argument<string>("file") { Description = "The file that ends in .pub; - for standard input.", DefaultValueFactory = _ => "-" };
        var name = new Option<string?>("--name") { HelpName = "name", Description = "Its name; else the comment that stands behind it." };
        var command = new CliCommand("add", "Adds a key: who pushes with it does what you may do.", "pdeploy ssh-keys add ~/.ssh/id_ed25519.pub", "pdeploy ssh-keys add --name ann@laptop < key.pub") { file, name };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var key = new AddSshKey(await ConfigInput.ReadAsync(session, parsed.GetRequiredValue(file), cancellationToken), parsed.GetValue(name));
            Print(session, [await session.Client.AddSshKeyAsync(key, cancellationToken)]);
            return ExitCodes.Done;
        });
    }

    static CliCommand Remove(CliHost host)
    {
        var id = new Argument<long>("id") { Description = "The number of the key." };
        return new CliCommand("remove", "Takes a key away.", "pdeploy ssh-keys remove 3") { id }.Does(host, async (session, parsed, cancellationToken) =>
        {
            Print(session, [await session.Client.RemoveSshKeyAsync(parsed.GetRequiredValue(id), cancellationToken)]);
            return ExitCodes.Done;
        });
    }

    static CliCommand AuthorizedKeys(CliHost host)
    {
        var program = new Option<string>("--program") { HelpName = "path", Description = "What sshd is to start.", DefaultValueFactory = _ => "pdeploy" };
        var command = new CliCommand(
            "authorized-keys", "Prints the keys as sshd reads them, each with the command that it is good for.", "pdeploy ssh-keys authorized-keys --program /usr/local/bin/pdeploy") { program };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            foreach (var key in await session.Client.ListSshKeysAsync(cancellationToken))
            {
                session.Output.Line(SshKeyLine.Of(key, parsed.GetRequiredValue(program)));
            }

            return ExitCodes.Done;
        });
    }

    static void Print(Session session, IReadOnlyList<SshKeyView> keys)
    {
        if (session.Output.IsJson)
        {
            session.Output.Json(keys, WireJson.Default.IReadOnlyListSshKeyView);
        }
        else
        {
            session.Output.Table(["ID", "NAME", "FINGERPRINT", "OWNER", "ADDED", "LAST USED"], keys.Select(key => (IReadOnlyList<string>)
                [$"{key.Id}", key.Name, key.Fingerprint, key.Owner, RunsCommand.Clock(key.AddedAt, session), RunsCommand.ClockOrNever(key.LastUsedAt, session)]));
        }
    }
}
