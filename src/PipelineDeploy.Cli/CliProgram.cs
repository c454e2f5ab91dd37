using System.CommandLine;
using System.CommandLine.Help;
using PipelineDeploy.Cli.Commands;
using PipelineDeploy.Cli.Output;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli;

/// <summary>The whole of <c>pdeploy</c> as one function of its arguments, streams and environment.</summary>
static class CliProgram
{
    static readonly HashSet<string> TakeValue = new(["--app", "-a", "--server", "--token-file"], StringComparer.Ordinal);

    public static async Task<int> RunAsync(
        string[] args, TextReader stdin, TextWriter stdout, TextWriter stderr, CliEnvironment environment, CancellationToken cancellationToken = default)
    {
        var host = new CliHost(new GlobalOptions(), environment, stdin, stdout, stderr);
        var root = Root(host);
        var parsed = root.Parse(args.Length == 0 ? ["--help"] : DokkuSpelling(args), new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            return Complain(stderr, ExitCodes.Usage, Message(parsed), $"See: {Path(parsed.CommandResult.Command)} --help");
        }

        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = stdout,
                Error = stderr,
                EnableDefaultExceptionHandler = false,
                // Ctrl-C comes in as the token, so that a watch can say how to go on.
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (CliException e)
        {
            return Complain(stderr, e.ExitCode, e.Message, e.Hint);
        }
        catch (ApiException e)
        {
            return Complain(stderr, ExitCodes.Of(e.Problem), Message(e.Problem), e.Problem.Hint ?? Hint(e.Problem));
        }
        catch (ServerUnreachableException e)
        {
            return Complain(stderr, ExitCodes.Failed, e.Message, "Is it running, and is --server right?");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Complain(stderr, ExitCodes.Interrupted, "Interrupted.", hint: null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Complain(stderr, ExitCodes.Failed, e.Message, hint: null);
        }
    }

    /// <summary>People who come from dokku type <c>apps:create x</c>, and <c>--app shop config:set x</c>.</summary>
    public static string[] DokkuSpelling(string[] args)
    {
        var at = 0;
        while (at < args.Length && args[at].StartsWith('-'))
        {
            at += TakeValue.Contains(args[at]) ? 2 : 1;
        }

        return at < args.Length && args[at].Split(':', 2) is [{ Length: > 0 } noun, { Length: > 0 } verb] && (noun + verb).All(c => char.IsAsciiLetterLower(c) || c == '-')
            ? [.. args[..at], noun, verb, .. args[(at + 1)..]]
            : args;
    }

    /// <summary>All commands.</summary>
    internal static RootCommand Root(CliHost host)
    {
        var root = new RootCommand("Deploys apps without losing a request.")
        {
            LoginCommand.Create(host),
            LogoutCommand.Create(host),
            WhoamiCommand.Create(host),
            InitCommand.Create(host),
            AppsCommand.Create(host),
            DeployCommand.Create(host),
            SwapCommand.Create(host),
            ReleasesCommand.Create(host),
            RollbackCommand.Create(host),
            PromoteCommand.Create(host),
            RunsCommand.Create(host),
            StatusCommand.Create(host),
            PsCommand.Create(host),
            LogsCommand.Create(host),
            SettingsCommand.Create(host),
            ChecksCommand.Create(host),
            ConfigCommand.Create(host),
            ImportCommand.Create(host),
            ScaleCommand.Create(host),
            DomainsCommand.Create(host),
            CertsCommand.Create(host),
            MaintenanceCommand.Create(host),
            GitAccessCommand.Create(host),
            HooksCommand.Create(host),
            SshKeysCommand.Create(host),
            GitShellCommand.Create(host),
            SchedulesCommand.Create(host),
            WindowsCommand.Create(host),
            FreezesCommand.Create(host),
            PipelinesCommand.Create(host),
            OperationCommands.Doctor(host),
            OperationCommands.Nodes(host),
            OperationCommands.Gc(host),
            UsersCommand.Create(host),
            TokensCommand.Create(host),
            AuditCommand.Create(host),
            SignInLinkCommand.Create(host),
            CompletionCommand.Create(host),
            CompleteCommand.Create(host),
            VersionCommand.Create(host),
            ApiCommand.Create(host),
        };
        host.Options.AddTo(root);
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExamples((HelpAction)help.Action!);
        }

        return root;
    }

    static string Message(ParseResult parsed)
    {
        // "A command is required" is only the echo of a mistyped one.
        var typed = parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : null;
        var command = parsed.CommandResult.Command;
        return (typed, command.Subcommands.Count) switch
        {
            (['-', ..], _) => $"'{Path(command)}' has no option {typed}.",
            (not null, > 0) => $"There is no command '{Path(command)} {typed}'.",
            (null, > 0) => $"'{Path(command)}' needs a command: {string.Join(", ", command.Subcommands.Select(sub => sub.Name))}.",
            _ => parsed.Errors[0].Message,
        };
    }

    static string Message(Problem problem) => problem.Errors is { Count: > 0 } errors
        ? $"{problem.Title?.TrimEnd('.')}: {string.Join("; ", errors.SelectMany(field => field.Value.Select(wrong => $"{field.Key}: {wrong}")))}"
        : problem.Title ?? $"The server answered {problem.Status}.";

    static string? Hint(Problem problem) => problem.Status == 401 ? "Sign in with: pdeploy login <server>" : null;

    static string Path(Command command) => command switch
    {
        RootCommand => "pdeploy",
        _ => $"{Path(command.Parents.OfType<Command>().First())} {command.Name}",
    };

    static int Complain(TextWriter stderr, int exitCode, string message, string? hint)
    {
        var said = OneLine(message);
        // The server's messages are titles, without a full stop.
        var stop = hint is null || said.EndsWith('.') || said.EndsWith('?') || said.EndsWith(':') ? "" : ".";
        stderr.WriteLine($"pdeploy: {said}{(hint is null ? "" : $"{stop} {OneLine(hint)}")}");
        return exitCode;
    }

    // A server may repeat what somebody else wrote.
    static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(TerminalText.Harmless));
}
