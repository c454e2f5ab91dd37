using System.Globalization;
using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Checks;
using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Sources.Compose;

/// <summary>Reads one service of a compose file, key by key.</summary>
/// <param name="scope">The file.</param>
/// <param name="root">All of the file.</param>
/// <param name="project">Name of the project; null when nobody says it.</param>
sealed class ComposeServiceReader(ComposeScope scope, SourceNode.Map root, string? project)
{
    ComposeBuild? _build;
    string? _image;
    ComposeEnvironment _environment = ComposeEnvironment.Empty;

    /// <summary>What the service says.</summary>
    public ComposeService Read(string file, SourceEntry service)
    {
        var where = $"services.{service.Key}";
        var map = scope.Map(service.Value, where);
        foreach (var (key, line, value) in map.Entries.Where(entry => entry.Value is not SourceNode.Text { Value: null }))
        {
            ComposeRefusals.Require(scope, key, line, value, $"{where}.{key}");
            ReadKey(key, line, value, $"{where}.{key}");
        }

        if (map["network_mode"] is null)
        {
            new ComposeNetworks(scope, root["networks"], project).Read(map["networks"], $"{where}.networks", service.Line);
        }

        ReadPort(map, where);
        return _build is null && _image is null
            ? throw scope.Bad(service.Line, $"'{where}' has neither a 'build' nor an 'image'", "Say how its image is built, or which it takes.")
            : new ComposeService(file, service.Key)
            {
                Build = _build,
                Image = _build is null ? _image : null,
                Settings = scope.Settings,
                Environment = _environment.Values,
                EnvFiles = _environment.Files,
                Warnings = [.. scope.Warnings.Distinct()],
            };
    }

    void ReadKey(string key, int line, SourceNode value, string where)
    {
        switch (key)
        {
            case "build":
                _build = ComposeBuildReader.Read(scope, value, where);
                break;
            case "image":
                _image = scope.Text(value, where);
                break;
            case "environment":
                _environment = _environment.With(scope, value, where);
                break;
            case "env_file":
                _environment = _environment.WithFiles(scope, value, where);
                break;
            case "command" or "entrypoint":
                scope.Set(value, where, key, Words(value, where));
                break;
            case "volumes":
                new ComposeVolumes(scope, root["volumes"]).Read(value, where);
                break;
            case "healthcheck":
                ComposeHealth.Read(scope, value, where);
                break;
            case "labels":
                ReadLabels(value, where);
                break;
            case "deploy":
                ReadDeploy(scope.Map(value, where), where);
                break;
            case "networks" or "ports" or "expose":
                break;
            default:
                ReadLimit(key, line, value, where);
                break;
        }
    }

    void ReadLimit(string key, int line, SourceNode value, string where)
    {
        switch (key)
        {
            case "mem_limit":
                scope.Set(value, where, "memoryLimit", ComposeValues.Memory(scope.Text(value, where)));
                break;
            case "cpus":
                scope.Set(value, where, "cpuLimit", scope.Text(value, where));
                break;
            case "pids_limit":
                scope.Set(value, where, "processLimit", scope.Text(value, where));
                break;
            case "restart":
                scope.Set(value, where, "restartPolicy", scope.Text(value, where));
                break;
            case "stop_grace_period":
                scope.Set(value, where, "stopTimeout", ComposeValues.Duration(scope.Text(value, where)));
                break;
            case "extends":
                throw scope.Bad(line, $"'{where}' is not read here", "Write out what it adds, or use an anchor of YAML (<<: *name).");
            default:
                ComposeLeftovers.Tell(scope, key, line, where);
                break;
        }
    }

    void ReadDeploy(SourceNode.Map deploy, string where)
    {
        foreach (var (key, line, value) in deploy.Entries.Where(entry => !ComposeScope.IsExtension(entry.Key)))
        {
            if (key != "resources" || value is not SourceNode.Map resources)
            {
                scope.Warn(line, $"'{where}.{key}' is not taken over");
                continue;
            }

            foreach (var entry in resources.Entries.Where(entry => entry.Key != "limits"))
            {
                scope.Warn(entry.Line, $"'{where}.resources.{entry.Key}' is not taken over");
            }

            ReadLimits(resources["limits"], $"{where}.resources.limits");
        }
    }

    void ReadLimits(SourceNode? limits, string where)
    {
        foreach (var (key, line, value) in limits is null ? [] : scope.Map(limits, where).Entries)
        {
            var name = key switch { "memory" => "mem_limit", "cpus" => "cpus", "pids" => "pids_limit", _ => null };
            if (name is null)
            {
                scope.Warn(line, $"'{where}.{key}' is not taken over");
            }
            else
            {
                ReadLimit(name, line, value, $"{where}.{key}");
            }
        }
    }

    // No shell reads it, as in Docker Compose.
    string Words(SourceNode value, string where)
    {
        try
        {
            var words = value is SourceNode.List list ? [.. list.Items.Select(item => scope.PlainText(item, where))] : CommandWords.Split(scope.PlainText(value, where));
            return new JsonArray([.. words.Select(word => JsonValue.Create(word))]).ToJsonString();
        }
        catch (UserErrorException e) when (e.Error.Code == "checks.badCommand")
        {
            throw scope.Bad(value.Line, $"'{where}': {e.Error.Message}", """Write it as a list, e.g. ["./serve", "--port", "3000"].""");
        }
    }

    void ReadLabels(SourceNode value, string where)
    {
        List<string> labels = [];
        foreach (var (name, item, text) in scope.Pairs(value, where, scope.PlainText))
        {
            var label = $"\"{name}={text}\"";
            if (IsLabel(label))
            {
                labels.Add(label);
            }
            else
            {
                scope.Warn(item.Line, $"'{where}': {SourceError.Show(name)} is not taken over; it is reserved, or no label of the setting 'labels'");
            }
        }

        if (labels.Count > 0)
        {
            scope.Set(value, where, "labels", string.Join(' ', labels));
        }
    }

    static bool IsLabel(string label)
    {
        try
        {
            return ExtraLabels.Parse(label).Count == 1;
        }
        catch (UserErrorException)
        {
            return false;
        }
    }

    void ReadPort(SourceNode.Map map, string where)
    {
        foreach (var key in new[] { "ports", "expose" })
        {
            if (map[key] is { } ports && !scope.Settings.ContainsKey("port"))
            {
                ComposePorts.Read(scope, ports, $"{where}.{key}");
            }
        }

        // What is handed to the app as PORT is the setting.
        if (_environment.Port is { } own && int.TryParse(own, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535)
        {
            scope.Settings["port"] = own;
        }
    }
}
