using PipelineDeploy.Cli.Connecting;
using PipelineDeploy.Cli.Output;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli;

/// <summary>What one invocation of a command works with.</summary>
sealed class Session(ConnectionFlags flags, CliEnvironment environment, TextReader stdin, CliOutput output) : IDisposable
{
    Connection? connection;
    PipelineDeployClient? client;

    public CliEnvironment Environment => environment;

    public TextReader Stdin => stdin;

    public CliOutput Output => output;

    public ConnectionFlags Flags => flags;

    /// <summary>Whether every question is answered with yes.</summary>
    public bool IsAgreed { get; init; }

    /// <summary>Where <c>.pipelinedeploy.yaml</c> is looked for; a deploy of another folder sets it first.</summary>
    public string Folder { get; set; } = environment.WorkingDirectory;

    public Connection Connection => connection ??=
        Connection.Resolve(flags, environment, FolderFile.Read(Folder), UserFile.Read(environment), ReadToken);

    /// <summary>The client of somebody who has signed in.</summary>
    public PipelineDeployClient Client => Connection.Token is null
        ? throw new CliException(ExitCodes.NotSignedIn, $"Not signed in to {Name(Connection.Server)}.", $"Sign in with: pdeploy login {Name(Connection.Server)}")
        : AnyClient;

    /// <summary>The client of anybody.</summary>
    public PipelineDeployClient AnyClient => client ??= Open(Connection.Server, Connection.Token);

    /// <summary>The app that is meant.</summary>
    public string App => Connection.App
        ?? throw CliException.Usage("Which app?", $"Name it with -a <app>, PDEPLOY_APP or 'app:' in {FolderFile.Name}.");

    public static string Name(Uri server) => server.ToString().TrimEnd('/');

    public PipelineDeployClient Open(Uri server, string? token) => new(server, token, environment.Time) { Patience = environment.Patience };

    /// <summary>Goes on only when a person, or <c>--yes</c>, agrees.</summary>
    /// <param name="deed">What would be done, as in "This removes x".</param>
    public void Confirm(string deed)
    {
        if (IsAgreed)
        {
            return;
        }

        if (environment.Ask is not { } ask)
        {
            throw CliException.Usage($"{deed.TrimEnd('.')}, and nobody is there to be asked.", "Agree with --yes.");
        }

        if (ask($"{deed} Go on? [y/N] ")?.Trim().ToLowerInvariant() is not ("y" or "yes"))
        {
            throw new CliException(ExitCodes.Failed, "Nothing was changed.");
        }
    }

    public string ReadToken(string path)
    {
        try
        {
            var token = File.ReadAllText(Path.GetFullPath(path, environment.WorkingDirectory)).Trim();
            return IsToken(token) ? token : throw CliException.Usage($"{path} holds no token: it must be one line of plain characters.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"Cannot read the token from {path}: {e.Message}");
        }
    }

    /// <summary>Whether it can be sent in a header at all.</summary>
    public static bool IsToken(string text) => text.Length > 0 && text.All(c => c is > ' ' and < '\x7f');

    public void Dispose() => client?.Dispose();
}
