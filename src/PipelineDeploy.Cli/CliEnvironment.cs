using System.Collections;

namespace PipelineDeploy.Cli;

/// <summary>What the CLI knows of the world besides its arguments and streams.</summary>
/// <param name="Variables">The environment variables.</param>
/// <param name="WorkingDirectory">Where relative paths start and <c>.pipelinedeploy.yaml</c> is looked for.</param>
sealed record CliEnvironment(IReadOnlyDictionary<string, string> Variables, string WorkingDirectory)
{
    /// <summary>Whether colours and the terminal's width apply to what goes to standard output.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Columns of the terminal.</summary>
    public int Width { get; init; } = 120;

    /// <summary>Asks the person at the terminal for a secret without showing it; null when nobody is there.</summary>
    public Func<string, string?>? AskSecret { get; init; }

    /// <summary>Asks the person at the terminal a question that is answered by a line; null when nobody is there.</summary>
    public Func<string, string?>? Ask { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long a watch bears to hear nothing from the server.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A variable's value; null when it is not set or empty.</summary>
    public string? this[string variable] => Variables.GetValueOrDefault(variable) is { Length: > 0 } value ? value : null;

    /// <summary>The environment of the running process.</summary>
    public static CliEnvironment OfThisProcess()
    {
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
        return new CliEnvironment(variables, Environment.CurrentDirectory)
        {
            IsTerminal = !Console.IsOutputRedirected,
            Width = Console.IsOutputRedirected || Console.WindowWidth <= 0 ? 120 : Console.WindowWidth,
            AskSecret = Console.IsInputRedirected ? null : TerminalSecret.Read,
            Ask = Console.IsInputRedirected ? null : TerminalQuestion.Ask,
        };
    }
}
