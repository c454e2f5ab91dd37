using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Sources.Compose;

/// <summary>Reads <c>volumes</c> of a service: named ones become the app's own, paths of the host are held to what the server allows.</summary>
/// <param name="scope">The file.</param>
/// <param name="declared">The file's own <c>volumes</c>.</param>
sealed class ComposeVolumes(ComposeScope scope, SourceNode? declared)
{
    const string Hint = "Write it as <name>:<path>, e.g. data:/var/lib/data, with :ro at the end for what is only read.";

    /// <summary>Makes the setting <c>volumes</c> of it.</summary>
    public void Read(SourceNode node, string where)
    {
        List<string> mounts = [];
        foreach (var item in scope.Items(node, where))
        {
            if ((item is SourceNode.Map map ? Long(map, where) : Short(item, where)) is not { } mount)
            {
                continue;
            }

            Require(item, where, mount);
            mounts.Add(mount);
        }

        if (mounts.Count > 0)
        {
            Require(node, where, string.Join(' ', mounts));
            scope.Settings["volumes"] = string.Join(' ', mounts);
        }
    }

    string? Short(SourceNode item, string where)
    {
        var parts = scope.PlainText(item, where).Split(':');
        return parts.Length is 2 or 3
            ? Mount(item, where, parts[0], parts[1], parts.Length == 3 && parts[2].Split(',').Contains("ro"))
            : parts.Length == 1 ? Anonymous(item, where) : throw scope.Unusable(item, where, Hint);
    }

    string? Long(SourceNode.Map map, string where)
    {
        var type = Part("type") ?? "volume";
        if (type is not ("volume" or "bind"))
        {
            scope.Warn(map.Line, $"'{where}': one of the type {SourceError.Show(type)} is not taken over");
            return null;
        }

        return Part("source") is not { } source ? Anonymous(map, where)
            : Mount(map, where, source, Part("target") ?? throw scope.Bad(map.Line, $"'{where}': one has no 'target'", Hint), map["read_only"] is { } only && scope.IsTrue(only, where));

        string? Part(string key) => map[key] is { } value ? scope.PlainText(value, $"{where}.{key}") : null;
    }

    string? Mount(SourceNode item, string where, string source, string target, bool isReadOnly)
    {
        if (source.StartsWith('.') || source.StartsWith('~'))
        {
            scope.Warn(item.Line, $"'{where}': {SourceError.Show(source)} is not taken over; what belongs to the source is copied in the Dockerfile, what outlives the container has a volume with a name");
            return null;
        }

        if (!source.StartsWith('/'))
        {
            var outer = (declared as SourceNode.Map)?[source] as SourceNode.Map;
            var foreign = outer?["external"] is not null || outer?["driver_opts"] is not null || outer?["name"] is not null;
            scope.Warn(item.Line, $"'{where}': the volume {SourceError.Show(source)} is the app's own here{(foreign ? ", whatever the file says of it" : "")}; what the project's holds is not in it");
        }

        return $"{source}:{target}{(isReadOnly ? ":ro" : "")}";
    }

    string? Anonymous(SourceNode item, string where)
    {
        scope.Warn(item.Line, $"'{where}': a volume without a name is not taken over; it would be lost with its container");
        return null;
    }

    void Require(SourceNode item, string where, string mount)
    {
        try
        {
            if (ContainerMount.ParseAll(mount).Count == 0)
            {
                throw scope.Unusable(item, where, Hint);
            }
        }
        catch (UserErrorException e) when (e.Error.Code == "setting.badValue")
        {
            throw scope.Bad(item.Line, $"'{where}': {e.Error.Message["volumes: ".Length..]}", Hint);
        }
    }
}
