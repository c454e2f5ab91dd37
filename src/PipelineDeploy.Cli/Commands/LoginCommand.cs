using System.CommandLine;
using System.Globalization;
using PipelineDeploy.Cli.Connecting;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy login</c>.</summary>
static class LoginCommand
{
    public static Command Create(CliHost host)
    {
        var server = new Argument<string>("server") { Description = "The server's address." };
        var user = new Option<string?>("--user") { HelpName = "name", Description = "Trade this user's password, from standard input, for a token." };
        var command = new CliCommand(
            "login",
            "Signs in to a server and remembers it. The token, or the password, comes from standard input, a token also from --token-file, never from an argument.",
            "pdeploy login https://deploy.example.com < token.txt",
            "pdeploy login http://127.0.0.1:7070 --token-file token.txt",
            "pdeploy login https://deploy.example.com --user ann") { server, user };
        return command.Does(host, (session, parsed, cancellationToken) =>
            LogInAsync(session, Connection.ParseServer(parsed.GetRequiredValue(server)), parsed.GetValue(user), cancellationToken));
    }

    static async Task<int> LogInAsync(Session session, Uri server, string? user, CancellationToken cancellationToken)
    {
        var token = user is null ? await ReadTokenAsync(session, server, cancellationToken) : await TradeAsync(session, server, user, cancellationToken);
        using var client = session.Open(server, token);
        var who = await client.GetWhoAmIAsync(cancellationToken);
        UserFile.Read(session.Environment).With(server, token).Write(session.Environment);
        if (server is { Scheme: "http", IsLoopback: false })
        {
            session.Output.Say("Mind: over http the token can be read on the way. Use https where others share the network.");
        }

        WhoamiCommand.Show(session, server, who);
        return ExitCodes.Done;
    }

    // Named by the time: a second login is a second token, and the list tells them apart.
    static async Task<string> TradeAsync(Session session, Uri server, string user, CancellationToken cancellationToken)
    {
        if (session.Flags.TokenFile is not null)
        {
            throw CliException.Usage("--user trades a password for a token, and --token-file names a token.", "Leave out one of the two.");
        }

        var password = await PasswordInput.ReadAsync(session, $"Password for {user} at {Session.Name(server)}: ", cancellationToken);
        using var client = session.Open(server, null);
        var name = $"cli-{session.Environment.Time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture)}";
        return (await client.SignInForTokenAsync(new SignInForToken(user, password, name), cancellationToken)).Secret;
    }

    static async Task<string> ReadTokenAsync(Session session, Uri server, CancellationToken cancellationToken)
    {
        if (session.Flags.TokenFile is { } file)
        {
            return session.ReadToken(file);
        }

        var typed = session.Environment.AskSecret is { } ask
            ? ask($"Token for {Session.Name(server)}: ")
            : await session.Stdin.ReadLineAsync(cancellationToken);
        return typed?.Trim() is { } token && Session.IsToken(token)
            ? token
            : throw CliException.Usage("No token came on standard input.", "Pipe it in, or name a file with --token-file.");
    }
}
