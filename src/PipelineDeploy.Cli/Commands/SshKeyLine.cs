using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Commands;

/// <summary>A key as sshd reads it: good for one command and for nothing else.</summary>
/// <remarks>sshd(8), "AUTHORIZED_KEYS FILE FORMAT": a quote in an option has a backslash before it; <c>restrict</c> takes away terminals and forwarding.</remarks>
static class SshKeyLine
{
    public static string Of(SshKeyView key, string program) => program.Any(char.IsControl)
        ? throw CliException.Usage("--program is one line.")
        : $"restrict,command=\"{$"{Quoted(program)} git-shell --key {key.Id}".Replace("\"", "\\\"", StringComparison.Ordinal)}\" {key.PublicKey} {key.Name}";

    // The user's shell reads the command.
    static string Quoted(string path) => path.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '/' or '.' or '_' or '-') ? path : $"'{path.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
