using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Sources;

/// <summary>What an app's <c>gokku.yml</c> says of its deploy, as settings.</summary>
/// <param name="Settings">Values by the settings' own names, in their normal form.</param>
/// <param name="Warnings">What is not done here, each with its place.</param>
/// <remarks>gokku, "Configuration Reference": <c>apps</c> by name, each with <c>build</c> and <c>deployment</c>.</remarks>
public sealed record GokkuFile(IReadOnlyDictionary<string, string> Settings, IReadOnlyList<string> Warnings)
{
    /// <summary>The file's name.</summary>
    public const string Name = "gokku.yml";

    // What another builder would need; here a Dockerfile says it.
    static readonly string[] OfNoMeaning = ["lang", "type", "binary_name", "go_version", "goos", "goarch", "cgo_enabled", "work_dir", "entrypoint", "base_image"];

    /// <summary>Reads one.</summary>
    /// <param name="app">The app that is deployed: its part of the file is the one of its name, of its name without <c>-production</c> or the like, or the only one.</param>
    /// <param name="text">The file.</param>
    /// <exception cref="UserErrorException"><c>source.badYaml</c>, <c>source.badGokku</c>, or <c>setting.badValue</c> with the key.</exception>
    public static GokkuFile Parse(string app, string text)
    {
        var reader = new Reader();
        if (SourceYaml.Parse(Name, text) is JsonObject root && PartOf(app, root["apps"]) is var (name, part) && part is not null)
        {
            reader.ReadApp($"apps.{name}", part);
        }

        return new GokkuFile(reader.Settings, reader.Warnings);
    }

    static (string Name, JsonObject? Part) PartOf(string app, JsonNode? apps)
    {
        // Its documents write a map, its program reads a list.
        var parts = apps switch
        {
            JsonObject map => map.Select(one => (Name: one.Key, Part: one.Value as JsonObject)).ToList(),
            JsonArray list => [.. list.OfType<JsonObject>().Select(one => (Name: one["name"]?.ToString() ?? "", Part: (JsonObject?)one))],
            _ => [],
        };
        var match = parts.Where(one => app == one.Name || app.StartsWith(one.Name + "-", StringComparison.Ordinal)).OrderByDescending(one => one.Name.Length).ToList();
        return match.Count > 0 ? match[0] : parts.Count == 1 ? parts[0] : ("", null);
    }

    sealed class Reader
    {
        public Dictionary<string, string> Settings { get; } = [];

        public List<string> Warnings { get; } = [];

        public void ReadApp(string place, JsonObject app)
        {
            foreach (var (key, value) in app)
            {
                var where = $"{place}.{key}";
                switch (key, value)
                {
                    case ("build", JsonObject build):
                        ReadBuild(where, build);
                        break;
                    case ("deployment", JsonObject deployment):
                        ReadDeployment(where, deployment);
                        break;
                    case ("build" or "deployment", not null):
                        throw SourceError.Because("badGokku", $"{Name}: '{where}' must be a map", "Write its keys below it.");
                    case ("name", _):
                        break;
                    case ("environments", _):
                        Warnings.Add($"{Name}: '{where}' is not read; an app here is one environment, its variables are config: pdeploy config import");
                        break;
                    default:
                        ReadBuildKey(where, key, value);
                        break;
                }
            }
        }

        void ReadBuild(string place, JsonObject build)
        {
            foreach (var (key, value) in build)
            {
                ReadBuildKey($"{place}.{key}", key, value);
            }
        }

        void ReadBuildKey(string place, string key, JsonNode? value)
        {
            switch (key)
            {
                case "dockerfile":
                    Set(place, "dockerfile", value);
                    break;
                case "image":
                    Warnings.Add($"{Name}: '{place}' is not read; an image as it is: pdeploy deploy --image {value}");
                    break;
                case "path":
                    break;
                default:
                    Warnings.Add(OfNoMeaning.Contains(key) ? $"{Name}: '{place}' means nothing here; the Dockerfile says how to build" : $"{Name}: '{place}' is not known");
                    break;
            }
        }

        void ReadDeployment(string place, JsonObject deployment)
        {
            foreach (var (key, value) in deployment)
            {
                var where = $"{place}.{key}";
                switch (key)
                {
                    case "keep_images":
                        Set(where, "keepImages", value);
                        break;
                    case "restart_policy":
                        Set(where, "restartPolicy", value);
                        break;
                    case "post_deploy":
                        SetCommands(where, value);
                        break;
                    case "restart_delay":
                        Set(where, "restartDelay", value);
                        break;
                    case "keep_releases":
                        Warnings.Add($"{Name}: '{where}' is not read; releases stay, the setting keepImages says whose images do");
                        break;
                    default:
                        Warnings.Add($"{Name}: '{where}' is not known");
                        break;
                }
            }
        }

        // Its documents run them one after the other, in a shell.
        void SetCommands(string place, JsonNode? value)
        {
            if (value is not JsonArray list || list.Any(item => item is not JsonValue))
            {
                throw SourceError.Because("badGokku", $"{Name}: '{place}' must be a list of commands", "Write one command a line, each with a dash.");
            }

            if (list.Count > 0)
            {
                Set(place, "postDeployCommand", new JsonArray("sh", "-c", string.Join(" && ", list.Select(item => item!.ToString()))).ToJsonString());
            }
        }

        void Set(string place, string name, JsonNode? value)
        {
            if (value is not JsonValue text)
            {
                throw SourceError.Because("badGokku", $"{Name}: '{place}' must be a text", "Write its value behind the colon.");
            }

            try
            {
                Settings[name] = SettingDefinition.Find(name).Normalize(text.ToString());
            }
            catch (UserErrorException e)
            {
                throw new UserErrorException(e.Error with { Message = $"{Name}: '{place}': {e.Error.Message}" }, e);
            }
        }
    }
}
