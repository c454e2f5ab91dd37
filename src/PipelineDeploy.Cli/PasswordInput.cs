namespace PipelineDeploy.Cli;

/// <summary>Passwords: typed without being shown, else the next line of standard input.</summary>
static class PasswordInput
{
    public static async Task<string> ReadAsync(Session session, string prompt, CancellationToken cancellationToken)
    {
        var typed = session.Environment.AskSecret is { } ask ? ask(prompt) : await session.Stdin.ReadLineAsync(cancellationToken);
        return typed is { Length: > 0 } ? typed : throw CliException.Usage("No password came on standard input.", "Pipe it in, one line; an argument could be read by everybody on the machine.");
    }
}
