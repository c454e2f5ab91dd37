namespace PipelineDeploy.Cli.Commands;

/// <summary>Where the values of variables come from.</summary>
static class ConfigInput
{
    const string Stdin = "-";

    /// <summary>One variable whose value is in a file, on standard input, or typed without being shown.</summary>
    public static async Task<Dictionary<string, string>> OneAsync(Session session, string[] names, string? file, CancellationToken cancellationToken)
    {
        if (names is not [var name])
        {
            throw CliException.Usage("One variable at a time has its value on standard input.", "For many: pdeploy config import <file>");
        }

        if (name.Contains('=', StringComparison.Ordinal))
        {
            throw CliException.Usage(
                "A value in an argument can be read by everybody on the machine.",
                $"Pipe it in: pdeploy config set {name.Split('=')[0]} < file; or say that it is no secret: --plain");
        }

        var value = file is null && session.Environment.AskSecret is { } ask ? ask($"Value of {name}: ") : await ReadAsync(session, file ?? Stdin, cancellationToken);
        return new Dictionary<string, string> { [name] = WithoutLastLineBreak(value ?? throw CliException.Usage("No value was given.", "Pipe it in, or name a file with --file.")) };
    }

    /// <summary>Several variables as <c>NAME=value</c>.</summary>
    public static Dictionary<string, string> Pairs(string[] pairs)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            if (pair.Split('=', 2) is not [{ Length: > 0 } name, var value] || !values.TryAdd(name, value))
            {
                throw CliException.Usage($"'{pair.Split('=')[0]}' has no value, or stands there twice.", "Write each as NAME=value.");
            }
        }

        return values;
    }

    /// <summary>The text of a file, or of standard input.</summary>
    public static async Task<string> ReadAsync(Session session, string path, CancellationToken cancellationToken)
    {
        try
        {
            return path == Stdin
                ? await session.Stdin.ReadToEndAsync(cancellationToken)
                : await File.ReadAllTextAsync(Path.GetFullPath(path, session.Environment.WorkingDirectory), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"Cannot read {path}: {e.Message}");
        }
    }

    // Editors and echo end a file with one that nobody means.
    static string WithoutLastLineBreak(string text) => text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
}
