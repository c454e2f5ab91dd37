using System.CommandLine;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy tokens …</c>.</summary>
static class TokensCommand
{
    public static Command Create(CliHost host) =>
        new CliCommand("tokens", "API tokens: yours, and for administrators everybody's.", "pdeploy tokens list", "pdeploy tokens create ci --on shop=deployer > token.txt")
        {
            List(host),
            Add(host),
            Revoke(host),
        };

    static CliCommand List(CliHost host) =>
        new CliCommand("list", "Lists tokens, what each may do, until when, and when it was used last.", "pdeploy tokens list").Does(host, async (session, _, cancellationToken) =>
        {
            var tokens = await session.Client.ListTokensAsync(cancellationToken);
            if (session.Output.IsJson)
            {
                session.Output.Json(tokens, WireJson.Default.IReadOnlyListTokenView);
            }
            else
            {
                session.Output.Table(["ID", "TOKEN", "OF", "ROLES", "EXPIRES", "LAST USED"], tokens.Select(token => (IReadOnlyList<string>)
                    [$"{token.Id}", token.Name, token.User ?? "machine", RightsOptions.Text(token.Role, token.Apps), RunsCommand.ClockOrNever(token.ExpiresAt, session), RunsCommand.ClockOrNever(token.LastUsedAt, session)]));
            }

            return ExitCodes.Done;
        });

    static CliCommand Add(CliHost host)
    {
        var (name, rights) = (new Argument<string>("name") { Description = "The token's name." }, new RightsOptions());
        var days = new Option<int?>("--days") { HelpName = "n", Description = "After how many days it ends; else 90." };
        var machine = new Option<bool>("--machine") { Description = "It is nobody's: what it does is done under its own name. For administrators of all apps." };
        var command = new CliCommand(
            "create", "Makes a token and prints it, once. It never gives more than you have.", "pdeploy tokens create ci --on shop=deployer --days 30 > token.txt") { name, days, machine };
        rights.AddTo(command);
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var wanted = new CreateToken(parsed.GetRequiredValue(name), rights.Role(parsed), rights.Apps(parsed), parsed.GetValue(days), parsed.GetValue(machine));
            var made = await session.Client.CreateTokenAsync(wanted, cancellationToken);
            if (session.Output.IsJson)
            {
                session.Output.Json(made, WireJson.Default.NewTokenView);
                return ExitCodes.Done;
            }

            session.Output.Line(made.Secret);
            session.Output.Say($"{made.Token.Name}: {RightsOptions.Text(made.Token.Role, made.Token.Apps)}, until {RunsCommand.ClockOrNever(made.Token.ExpiresAt, session)}. It cannot be shown again.");
            return ExitCodes.Done;
        });
    }

    static CliCommand Revoke(CliHost host)
    {
        var which = new Argument<string>("token") { Description = "The token's name, or its number where several have the name." };
        var command = new CliCommand("revoke", "Ends a token, its sessions, and what was made with it.", "pdeploy tokens revoke laptop") { which };
        return command.Does(host, async (session, parsed, cancellationToken) =>
        {
            var token = Choose(await session.Client.ListTokensAsync(cancellationToken), parsed.GetRequiredValue(which));
            var revoked = await session.Client.RevokeTokenAsync(token.Id, cancellationToken);
            if (session.Output.IsJson)
            {
                session.Output.Json(revoked, WireJson.Default.TokenView);
            }
            else
            {
                session.Output.Line($"token {revoked.Name} is revoked");
            }

            return ExitCodes.Done;
        });
    }

    static TokenView Choose(IReadOnlyList<TokenView> tokens, string which)
    {
        var found = tokens.Where(token => token.Name == which).ToList();
        return found switch
        {
            [var only] => only,
            [] => tokens.FirstOrDefault(token => $"{token.Id}" == which) ?? throw new CliException(ExitCodes.NotFound, $"There is no token '{which}'.", "See those there are with: pdeploy tokens list"),
            _ => throw CliException.Usage(
                $"{found.Count} tokens are named '{which}'.", $"Name it by its number: {string.Join(", ", found.Select(token => $"{token.Id} of {token.User ?? "a machine"}"))}."),
        };
    }
}
