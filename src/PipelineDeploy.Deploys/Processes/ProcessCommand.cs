using System.Buffers;
using PipelineDeploy.Deploys.OneOffs;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Processes;

/// <summary>
/// The command of a process, as words. One that needs no shell is run without; any other is read by the image's <c>sh</c>, which makes way
/// for the program it starts, so that the program gets the SIGTERM of a deploy and not a shell that keeps it to itself.
/// </summary>
public static class ProcessCommand
{
    // With these a shell has something left to do after its first command.
    static readonly SearchValues<char> OfSeveral = SearchValues.Create("|&;()`{}\n");

    // What a shell does itself, and the words of its language.
    static readonly string[] OfShell =
        ["exec", "cd", "exit", "set", "unset", "export", "eval", "source", ".", ":", "!", "read", "wait", "trap", "ulimit", "umask", "if", "while", "until", "for", "case"];

    /// <summary>The words of a line of a Procfile.</summary>
    /// <param name="line">The line.</param>
    /// <param name="where">What it is, for the error.</param>
    /// <exception cref="UserErrorException"><c>command.bad</c>.</exception>
    public static IReadOnlyList<string> Of(string line, string where) => CommandLine.OfShellLine(line, where) is ["sh", "-c", var text] && text == line && MayMakeWay(line)
        ? ["sh", "-c", $"exec {line}"]
        : CommandLine.OfShellLine(line, where);

    static bool MayMakeWay(string line) => !line.AsSpan().ContainsAny(OfSeveral)
        && line.Split([' ', '\t'], 2)[0] is var first && !OfShell.Contains(first) && !first.Contains('=', StringComparison.Ordinal);
}
