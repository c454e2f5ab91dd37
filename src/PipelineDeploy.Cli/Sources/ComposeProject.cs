using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PipelineDeploy.Cli.Sources;

/// <summary>The compose project of a folder, as far as it must be known before it is sent; the server reads the rest.</summary>
/// <param name="File">Name of the compose file.</param>
/// <param name="Name">The project's name.</param>
/// <param name="Services">The services it has.</param>
sealed partial record ComposeProject(string File, string Name, IReadOnlyList<string> Services)
{
    const int LongestApp = 63;

    /// <summary>The names the file may have; the first that is there counts, as in Docker Compose.</summary>
    static readonly string[] FileNames = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];

    /// <summary>Reads the project of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">The project's name when somebody says it; else the file does, else it is the folder's.</param>
    public static ComposeProject Read(string folder, string? name)
    {
        var file = FileNames.FirstOrDefault(candidate => System.IO.File.Exists(Path.Combine(folder, candidate)))
            ?? throw CliException.Usage($"There is no compose file in {folder}.", $"Go to the project's folder; the file is {string.Join(", ", FileNames[..^1])} or {FileNames[^1]}.");
        var root = Load(file, System.IO.File.ReadAllText(Path.Combine(folder, file)));
        var services = Child(root, "services") as YamlMappingNode;
        if (services is null || services.Children.Count == 0)
        {
            throw CliException.Usage($"{file} has no services.", "Write them below 'services:'.");
        }

        return new ComposeProject(file, NameOf(name ?? (Child(root, "name") as YamlScalarNode)?.Value, file, folder), [.. services.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value ?? "")]);
    }

    /// <summary>The app that a service of the project is.</summary>
    public string AppOf(string service)
    {
        var app = NotOfApps().Replace($"{Name}-{service}".ToLowerInvariant(), "-").Trim('-');
        return app.Length is > 0 and <= LongestApp ? app : throw CliException.Usage($"'{app}' is no name for an app: it may have {LongestApp} characters.", "Name the app with -a <app>.");
    }

    static YamlMappingNode Load(string file, string text)
    {
        var stream = new YamlStream();
        try
        {
            // Aliases are no danger here: only the names at the top are looked at.
            stream.Load(new StringReader(text));
        }
        catch (ArgumentException)
        {
            // YamlDotNet's own way to say that an escape is half of a surrogate pair, or that it has lost its way.
            throw CliException.Usage($"{file} cannot be read as YAML.");
        }
        catch (YamlException e)
        {
            throw CliException.Usage($"{file} line {e.Start.Line}: {e.Message}");
        }

        return stream.Documents.Count > 0 && stream.Documents[0].RootNode is YamlMappingNode root ? root : throw CliException.Usage($"{file} is no compose file.", "One begins with 'services:'.");
    }

    static YamlNode? Child(YamlMappingNode map, string key) => map.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    // Docker Compose: small letters, digits, '_' and '-', from the folder's name when nobody says it.
    static string NameOf(string? said, string file, string folder)
    {
        if (said is not null && !ProjectName().IsMatch(said))
        {
            throw CliException.Usage($"'{said}' is no name of a compose project ({file}).", "Use small letters, digits, '_' and '-': --project shop");
        }

        var name = said ?? NotOfProjects().Replace(new DirectoryInfo(folder).Name.ToLowerInvariant(), "").TrimStart('_', '-');
        return name.Length > 0 ? name : throw CliException.Usage($"The folder {folder} gives the project no name.", "Name it: --project shop");
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9_-]{0,127}\z", RegexOptions.NonBacktracking)]
    private static partial Regex ProjectName();

    [GeneratedRegex("[^a-z0-9_-]", RegexOptions.NonBacktracking)]
    private static partial Regex NotOfProjects();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex NotOfApps();
}
