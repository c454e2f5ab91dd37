using System.CommandLine;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy users …</c>. Passwords are typed or come from standard input, never from an argument.</summary>
static class UsersCommand
{
    public static Command Create(CliHost host) =>
        new CliCommand("users", "The people who sign in, and what each may do.", "pdeploy users list", "pdeploy users create ann --on shop=deployer < password.txt")
        {
            List(host),
            Add(host),
            SetRole(host),
            SetPassword(host),
            Switch(host, "disable", "Lets nothing of a user in any more; the sessions end.", (client, name, cancellationToken) => client.DisableUserAsync(name, cancellationToken)),
            Switch(host, "enable", "Lets a user in again.", (client, name, cancellationToken) => client.EnableUserAsync(name, cancellationToken)),
            Password(host),
        };

    static CliCommand List(CliHost host) =>
        new CliCommand("list", "Lists the users.", "pdeploy users list").Does(host, async (session, _, cancellationToken) =>
        {
            Print(session, await session.Client.ListUsersAsync(cancellationToken));
            return ExitCodes.Done;
        });

    static CliCommand Add(CliHost host)
    {
        var (name, rights) = (Name(), new RightsOptions());
        var command = new CliCommand(
            "create", "Makes a user; the password comes from standard input.", "pdeploy users create ann --role viewer --on shop=deployer < password.txt") { name };
        rights.AddTo(command);
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var (user, role, apps) = (parsed.GetRequiredValue(name), rights.Role(parsed), rights.Apps(parsed));
            var password = await PasswordInput.ReadAsync(session, $"Password for {user}: ", cancellationToken);
            PrintOne(session, await session.Client.CreateUserAsync(new CreateUser(user, password, role, apps), cancellationToken));
            return ExitCodes.Done;
        });
    }

    static CliCommand SetRole(CliHost host)
    {
        var (name, rights) = (Name(), new RightsOptions());
        var command = new CliCommand(
            "set-role", "Says what a user may do, in place of what that one might before; without options nothing.", "pdeploy users set-role ann --on shop=admin --on blog=viewer") { name };
        rights.AddTo(command);
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var wanted = new SetRights(rights.Role(parsed), rights.Apps(parsed));
            PrintOne(session, await session.Client.SetUserRightsAsync(parsed.GetRequiredValue(name), wanted, cancellationToken));
            return ExitCodes.Done;
        });
    }

    static CliCommand SetPassword(CliHost host)
    {
        var name = Name();
        var command = new CliCommand("set-password", "Gives a user another password; the sessions end.", "pdeploy users set-password ann < password.txt") { name };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var user = parsed.GetRequiredValue(name);
            var password = await PasswordInput.ReadAsync(session, $"Password for {user}: ", cancellationToken);
            PrintOne(session, await session.Client.SetUserPasswordAsync(user, new SetPassword(password), cancellationToken));
            return ExitCodes.Done;
        });
    }

    static CliCommand Password(CliHost host) =>
        new CliCommand("password", "Changes your own password: the one of now and the new one, a line each.", "pdeploy users password < both.txt").Does(host, async (session, _, cancellationToken) =>
        {
            var current = await PasswordInput.ReadAsync(session, "Password of now: ", cancellationToken);
            var next = await PasswordInput.ReadAsync(session, "New password: ", cancellationToken);
            PrintOne(session, await session.Client.ChangePasswordAsync(new ChangePassword(current, next), cancellationToken));
            return ExitCodes.Done;
        });

    static CliCommand Switch(CliHost host, string verb, string description, Func<PipelineDeployClient, string, CancellationToken, Task<UserView>> change)
    {
        var name = Name();
        return new CliCommand(verb, description, $"pdeploy users {verb} ann") { name }.Does(host, async (session, parsed, cancellationToken) =>
        {
            PrintOne(session, await change(session.Client, parsed.GetRequiredValue(name), cancellationToken));
            return ExitCodes.Done;
        });
    }

    static Argument<string> Name() => new("name") { Description = "The user's name." };

    static void PrintOne(Session session, UserView user)
    {
        if (session.Output.IsJson)
        {
            session.Output.Json(user, WireJson.Default.UserView);
        }
        else
        {
            session.Output.Line($"{user.Name}: {RightsOptions.Text(user.Role, user.Apps)}{(user.IsDisabled ? ", disabled" : "")}");
        }
    }

    static void Print(Session session, IReadOnlyList<UserView> users)
    {
        if (session.Output.IsJson)
        {
            session.Output.Json(users, WireJson.Default.IReadOnlyListUserView);
        }
        else if (users.Count == 0)
        {
            session.Output.Say("Nobody has an account yet. Make the first at /set-up, or with: pdeploy users create <name> --role admin");
        }
        else
        {
            session.Output.Table(["USER", "ROLES", "STATE", "LAST SIGN-IN"], users.Select(user => (IReadOnlyList<string>)
                [user.Name, RightsOptions.Text(user.Role, user.Apps), user.IsDisabled ? "disabled" : "enabled", RunsCommand.ClockOrNever(user.LastSignInAt, session)]));
        }
    }
}
