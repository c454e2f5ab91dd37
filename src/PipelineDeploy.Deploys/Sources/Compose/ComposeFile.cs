using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Sources.Compose;

/// <summary>A compose file of a source.</summary>
/// <remarks>The Compose Specification; what of a service is taken over is in <see cref="ComposeServiceReader"/>.</remarks>
public sealed class ComposeFile
{
    readonly SourceNode.Map _root;
    readonly IReadOnlyList<SourceEntry> _services;

    ComposeFile(string name, SourceNode.Map root, IReadOnlyList<SourceEntry> services)
    {
        (Name, _root, _services) = (name, root, services);
    }

    /// <summary>The names it may have; the first that is there counts, as in Docker Compose.</summary>
    public static IReadOnlyList<string> Names { get; } = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The services it has.</summary>
    public IReadOnlyList<string> Services => [.. _services.Select(service => service.Key)];

    /// <summary>Reads one; what is in its services is read when they are asked for.</summary>
    /// <exception cref="UserErrorException"><c>source.badYaml</c> or <c>source.badCompose</c>, with the line.</exception>
    public static ComposeFile Parse(string name, string text)
    {
        var root = SourceYaml.ParseLines(name, text) as SourceNode.Map ?? throw ComposeError.At(name, 1, "it is no map", "A compose file begins with 'services:'.");
        return root["services"] switch
        {
            SourceNode.Map { Entries.Count: > 0 } services => new ComposeFile(name, root, services.Entries),
            { } other => throw ComposeError.At(name, other.Line, "'services' must be a map", "Write each service by its name below it."),
            null => throw ComposeError.At(name, root.Line, "there are no services", "Write them below 'services:'."),
        };
    }

    /// <summary>The one service that is built.</summary>
    /// <exception cref="UserErrorException"><c>source.composeService</c>: there is none, or more than one; with their names.</exception>
    public string OnlyBuilt() => _services.Where(service => service.Value is SourceNode.Map map && map["build"] is not null).Select(service => service.Key).ToList() switch
    {
        [var only] => only,
        [] => throw Choose($"The source has no Dockerfile, and no service of its {Name} has a 'build'", Services),
        var several => throw Choose($"The source has no Dockerfile, and its {Name} builds several services: {List(several)}", several),
    };

    /// <summary>A service.</summary>
    /// <param name="service">Its name.</param>
    /// <param name="project">Name of the project; null for what the file says.</param>
    /// <param name="variables">What <c>$NAME</c> stands for.</param>
    /// <exception cref="UserErrorException">
    /// <c>source.composeService</c>: there is none of that name; <c>source.badCompose</c>; <c>source.composeRefused</c>: it asks for what no container gets.
    /// </exception>
    public ComposeService Service(string service, string? project, ComposeVariables variables)
    {
        var found = _services.FirstOrDefault(one => one.Key == service)
            ?? throw SourceError.Because("composeService", $"{Name} has no service {SourceError.Show(service)}", $"Those there are: {List(Services)}.");
        var scope = new ComposeScope(Name, variables);
        foreach (var include in _root.Entries.Where(entry => entry.Key == "include"))
        {
            scope.Warn(include.Line, "'include' is not read");
        }

        var own = _root["name"] is { } name ? scope.PlainText(name, "name") : null;
        return new ComposeServiceReader(scope, _root, project ?? own).Read(Name, found);
    }

    static UserErrorException Choose(string what, IReadOnlyList<string> services) =>
        SourceError.Because("composeService", what, $"Name one: pdeploy settings set composeService={services[0]}");

    static string List(IEnumerable<string> services) => string.Join(", ", services.Select(service => SourceError.Show(service)[1..^1]));
}
