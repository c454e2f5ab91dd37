using System.Text.Json;

namespace PipelineDeploy.Cli.Connecting;

/// <summary>What <c>login</c> keeps: the server that is meant by default, and a token for each server.</summary>
/// <param name="Server">The server that was signed in to last.</param>
/// <param name="Tokens">Server → token.</param>
sealed record UserFile(string? Server, IReadOnlyDictionary<string, string>? Tokens)
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static UserFile Empty { get; } = new(Server: null, Tokens: null);

    public static string PathIn(CliEnvironment environment)
    {
        var config = environment["XDG_CONFIG_HOME"]
            ?? Path.Combine(environment["HOME"] ?? throw CliException.Usage("Neither XDG_CONFIG_HOME nor HOME is set."), ".config");
        return Path.Combine(config, "pipelinedeploy", "user.json");
    }

    public static UserFile Read(CliEnvironment environment)
    {
        if ((environment["XDG_CONFIG_HOME"] ?? environment["HOME"]) is null)
        {
            return Empty;
        }

        var path = PathIn(environment);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllText(path), CliJson.Default.UserFile) ?? Empty : Empty;
        }
        catch (JsonException)
        {
            throw CliException.Usage($"{path} is damaged.", "Remove it and sign in again with: pdeploy login <server>");
        }
    }

    public string? TokenFor(Uri server) => Tokens?.GetValueOrDefault(Key(server));

    public UserFile With(Uri server, string token) =>
        new(Key(server), new Dictionary<string, string>(Tokens ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal) { [Key(server)] = token });

    public UserFile Without(Uri server) =>
        this with { Tokens = (Tokens ?? new Dictionary<string, string>(StringComparer.Ordinal)).Where(pair => pair.Key != Key(server)).ToDictionary(StringComparer.Ordinal) };

    /// <summary>Replaces the file at once: a reader sees the old or the new one, and nobody else ever sees any.</summary>
    public void Write(CliEnvironment environment)
    {
        var path = PathIn(environment);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows())
        {
            // A profile folder is its owner's by inheritance there.
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        }
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!, OwnerOnly | UnixFileMode.UserExecute);
            options.UnixCreateMode = OwnerOnly;
        }

        var draft = $"{path}.{Environment.ProcessId}";
        File.Delete(draft);
        using (var file = new FileStream(draft, options))
        {
            JsonSerializer.Serialize(file, this, CliJson.Default.UserFile);
        }

        File.Move(draft, path, overwrite: true);
    }

    static string Key(Uri server) => server.ToString().TrimEnd('/');
}
