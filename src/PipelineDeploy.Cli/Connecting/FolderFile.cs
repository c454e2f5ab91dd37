using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PipelineDeploy.Cli.Connecting;

/// <summary><c>.pipelinedeploy.yaml</c> of a folder: which server and app it belongs to.</summary>
/// <param name="Server">The key <c>server</c>.</param>
/// <param name="App">The key <c>app</c>.</param>
sealed record FolderFile(string? Server = null, string? App = null)
{
    public const string Name = ".pipelinedeploy.yaml";

    /// <summary>Reads the folder's file; one that is not there says nothing.</summary>
    public static FolderFile Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        return File.Exists(path) ? Parse(File.ReadAllText(path), path) : new FolderFile();
    }

    /// <summary>Understands the two keys and leaves others to whom they belong.</summary>
    public static FolderFile Parse(string yaml, string path)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (ArgumentException)
        {
            // YamlDotNet's own way to say that an escape is half of a surrogate pair, or that it has lost its way.
            throw CliException.Usage($"{path} cannot be read as YAML.");
        }
        catch (YamlException e)
        {
            throw CliException.Usage($"{path} line {e.Start.Line}: {e.Message}");
        }

        if (stream.Documents.Count == 0)
        {
            return new FolderFile();
        }

        return stream.Documents[0].RootNode is YamlMappingNode root
            ? new FolderFile(Text(root, "server", path), Text(root, "app", path))
            : throw CliException.Usage($"{path} must hold keys like 'app: shop'.");
    }

    static string? Text(YamlMappingNode root, string key, string path)
    {
        if (!root.Children.TryGetValue(new YamlScalarNode(key), out var node))
        {
            return null;
        }

        return node is YamlScalarNode { Value: { Length: > 0 } value }
            ? value
            : throw CliException.Usage($"{path} line {node.Start.Line}: '{key}' must be a text.");
    }
}
