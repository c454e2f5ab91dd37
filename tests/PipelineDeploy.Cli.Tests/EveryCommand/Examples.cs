using Microsoft.AspNetCore.Http;
using PipelineDeploy.Contracts;
using PipelineDeploy.Contracts.Tests;

namespace PipelineDeploy.Cli.Tests.EveryCommand;

/// <summary>Runs what the help shows: with the files that are named there, against the server as it is documented.</summary>
sealed class Examples : IAsyncDisposable
{
    const string Token = RecordedServer.Token;
    readonly CliRun _cli;

    Examples(CliRun cli)
    {
        _cli = cli;
        DocumentedServer.Plays(cli.Server);
        foreach (var name in new[] { "key.txt", "key.pem", "key.pub", "token.txt", "password.txt", "fullchain.pem", "privkey.pem", "deploy-key", "known_hosts", ".ssh/id_ed25519.pub" })
        {
            cli.Write(name, $"{Token}\n");
        }

        cli.Write("both.txt", $"{Token}\n{Token}\n");
        cli.Write("Dockerfile", "FROM busybox\nEXPOSE 8080\n");
        cli.Write("Procfile", "web: serve\nworker: work\n");
        cli.Write("CHECKS", "/health ok\n");
        cli.Write("app.json", "{}");
        cli.Write(".env", "LOG_LEVEL=debug\n");
        cli.Write("compose.yaml", "name: shop\nservices:\n  web:\n    build: .\n");
        cli.Write("canary.yaml", "name: canary\nsteps: []\n");
        cli.Write("gokku.yml", "apps: []\n");
        cli.Write("shop/ENV", "A=1\n");
        cli.Write("shop/Dockerfile", "FROM busybox\n");
        cli.Write("api/.env", "A=1\n");
    }

    public CliRun Cli => _cli;

    public static async Task<Examples> StartAsync() => new(await CliRun.StartAsync());

    public Examples With(string variable, string? value)
    {
        _cli.With(variable, value);
        return this;
    }

    /// <summary>Lets the server say no to whatever it is asked from now on.</summary>
    public void RefusesAll(int status) => _cli.Server.Otherwise = async context =>
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(
            new Problem("https://pipelinedeploy.dev/problems/some.code", "It was refused.", status, "some.code", "Do something."), WireJson.Default.Problem, "application/problem+json");
    };

    /// <summary>Runs one, with more options behind it.</summary>
    public async Task<CliResult> RunAsync(string example, params string[] options)
    {
        var line = ShellLine.Read(example);
        _cli.Stdout = new StringWriter();
        var end = Array.IndexOf(line.Words, "--");
        var words = line.Words.Select(Here);
        var result = await _cli.RunAsync(end < 0 ? [.. words, .. options] : [.. words.Take(end), .. options, .. words.Skip(end)], $"{Token}\n{Token}\n");
        return result with { Stdout = Anywhere(result.Stdout), Stderr = Anywhere(result.Stderr) };
    }

    public ValueTask DisposeAsync() => _cli.DisposeAsync();

    string Here(string word) => word
        .Replace("https://deploy.example.com", Server, StringComparison.Ordinal).Replace("http://127.0.0.1:7070", Server, StringComparison.Ordinal)
        .Replace("~/", $"{_cli.Folder}/", StringComparison.Ordinal).Replace("/home/dokku/", $"{_cli.Folder}/", StringComparison.Ordinal).Replace("/opt/gokku/apps/", $"{_cli.Folder}/", StringComparison.Ordinal);

    string Anywhere(string text) => text
        .Replace(_cli.Folder, "/work", StringComparison.Ordinal).Replace(Server, "https://deploy.example.com", StringComparison.Ordinal)
        .Replace(_cli.Server.Address.Port.ToString(null, null), "PORT", StringComparison.Ordinal)
        .Replace(typeof(CliProgram).Assembly.GetName().Version!.ToString(3), "VERSION", StringComparison.Ordinal);

    string Server => _cli.Server.Address.ToString().TrimEnd('/');
}
