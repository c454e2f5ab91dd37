using System.Text;

namespace PipelineDeploy.Cli.Sources;

/// <summary>Where another tool keeps what of an app.</summary>
/// <param name="Tool">Its name.</param>
/// <param name="Files">The names that the server knows the files by, each with the paths it may have in the folder.</param>
/// <param name="Usual">Where such folders usually are.</param>
sealed record ImportFolder(string Tool, IReadOnlyList<(string Name, string[] Paths)> Files, string Usual)
{
    const long LargestFile = 1024 * 1024;
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static ImportFolder Dokku { get; } = new(
        "dokku",
        [("ENV", ["ENV"]), ("VHOST", ["VHOST", "vhosts"]), ("DOKKU_SCALE", ["DOKKU_SCALE"]), ("CHECKS", ["CHECKS"]), ("DOCKER_OPTIONS_DEPLOY", ["DOCKER_OPTIONS_DEPLOY"])],
        "/home/dokku/<app>");

    public static ImportFolder Gokku { get; } = new("gokku", [("gokku.yml", ["gokku.yml"]), (".env", [".env", "shared/.env"])], "/opt/gokku/apps/<app>, or that of the project");

    /// <summary>Reads such a folder, or tells why it is none.</summary>
    public FoundFolder Read(string path, string workingDirectory)
    {
        var folder = Path.GetFullPath(path, workingDirectory);
        if (!Directory.Exists(folder))
        {
            throw CliException.Usage(File.Exists(folder) ? $"{path} is a file; name the app's folder." : $"There is no folder {path}.");
        }

        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, paths) in Files)
        {
            if (paths.Select(inside => Path.Combine(folder, inside)).FirstOrDefault(File.Exists) is { } file)
            {
                files[name] = Text(file, name);
            }
        }

        return files.Count > 0
            ? new FoundFolder(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), files, File.Exists(Path.Combine(folder, "tls", "server.crt")))
            : throw CliException.Usage($"{path} holds none of {string.Join(", ", Files.Select(file => file.Name))}.", $"Name the app's folder of {Tool}: {Usual}");
    }

    static string Text(string file, string name)
    {
        try
        {
            return new FileInfo(file).Length <= LargestFile ? Decode(File.ReadAllBytes(file), name) : throw CliException.Usage($"{name} is larger than 1 MB.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"Cannot read {name}: {e.Message}");
        }
    }

    // What is replaced by a question mark would be somebody's password.
    static string Decode(byte[] bytes, string name)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw CliException.Usage($"{name} line {bytes.AsSpan(0, e.Index).Count((byte)'\n') + 1} is no text in UTF-8.");
        }
    }
}

/// <summary>What was found in it.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Files">Texts by the names that the server knows them by.</param>
/// <param name="HasCertificate">Whether dokku's certificate lies there, too.</param>
sealed record FoundFolder(string Name, IReadOnlyDictionary<string, string> Files, bool HasCertificate);
