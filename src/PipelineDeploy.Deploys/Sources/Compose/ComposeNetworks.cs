using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Sources.Compose;

/// <summary>Reads <c>networks</c> of a service. Those of the project are joined when Docker Compose has made them.</summary>
/// <param name="scope">The file.</param>
/// <param name="declared">The file's own <c>networks</c>.</param>
/// <param name="project">Name of the project; null when nobody says it.</param>
sealed class ComposeNetworks(ComposeScope scope, SourceNode? declared, string? project)
{
    const string Default = "default";

    /// <summary>Makes the setting <c>networks</c> of it.</summary>
    /// <param name="node">What the service says; null for nothing, which is the project's default network.</param>
    /// <param name="where">The place, for errors.</param>
    /// <param name="line">The line of the service.</param>
    public void Read(SourceNode? node, string where, int line)
    {
        List<string> names = [];
        foreach (var (name, at) in Wanted(node, where, line))
        {
            if (Join(name, at) is { } found)
            {
                names.Add(found);
            }
            else if (node is not null)
            {
                scope.Warn(at.Line, $"'{where}': {SourceError.Show(name)} is not joined, because nobody says the project's name; set composeProject, or 'name:' in the file");
            }
        }

        if (names.Count > 0)
        {
            Set(node, where, line, names);
        }
    }

    void Set(SourceNode? node, string where, int line, List<string> names)
    {
        try
        {
            _ = NetworkNames.Parse(string.Join(' ', names));
            scope.Settings["networks"] = string.Join(' ', names);
        }
        catch (UserErrorException e)
        {
            throw scope.Bad(node?.Line ?? line, $"'{where}': {e.Error.Message["networks: ".Length..]}", e.Error.Hint!);
        }
    }

    IEnumerable<(string Name, SourceNode At)> Wanted(SourceNode? node, string where, int line) => node switch
    {
        null => [(Default, new SourceNode.Text(line, null))],
        SourceNode.Map map => map.Entries.Select(entry => (entry.Key, (SourceNode)new SourceNode.Text(entry.Line, null))),
        _ => scope.Items(node, where).Select(item => (scope.PlainText(item, where), item)),
    };

    string? Join(string name, SourceNode at)
    {
        var own = (declared as SourceNode.Map)?[name] as SourceNode.Map;
        if (own is null && name != Default && (declared as SourceNode.Map)?.Entries.Any(entry => entry.Key == name) != true)
        {
            throw scope.Bad(at.Line, $"there is no network {SourceError.Show(name)} in the file", "Name it under 'networks:' at the top.");
        }

        var said = own?["name"] is { } text ? scope.PlainText(text, $"networks.{name}.name") : null;
        return own?["external"] switch
        {
            SourceNode.Map old => old["name"] is { } outer ? scope.PlainText(outer, $"networks.{name}.external.name") : name,
            { } external when scope.IsTrue(external, $"networks.{name}.external") => said ?? name,
            // Docker Compose makes it when it starts the project; until then there is nobody in it to reach.
            _ => said is not null ? said + NetworkNames.Optional : project is not null ? $"{project}_{name}{NetworkNames.Optional}" : null,
        };
    }
}
