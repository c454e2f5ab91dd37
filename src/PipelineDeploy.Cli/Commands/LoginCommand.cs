using System.CommandLine;
using PipelineDeploy.Cli.Connecting;

namespace PipelineDeploy.Cli.Commands;

/// <summary><c>pdeploy login</c>.</summary>
static class LoginCommand
{
    public static Command Create(CliHost host)
    {
        var server = new Argument<string>("server") { Description = "The server's address." };
        var command = new CliCommand(
            "login",
            "Signs in to a server and remembers it. The token comes from standard input or --token-file, never from an argument.",
            "pdeploy login https://deploy.example.com < token.txt",
            "pdeploy login http://127.0.0.1:7070 --token-file token.txt") { server };
        return command.Does(host, (session, parsed, cancellationToken) =>
            LogInAsync(session, Connection.ParseServer(parsed.GetRequiredValue(server)), cancellationToken));
    }

    static async Task<int> LogInAsync(Session session, Uri server, CancellationToken cancellationToken)
    {
        var token = await ReadTokenAsync(session, server, cancellationToken);
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
