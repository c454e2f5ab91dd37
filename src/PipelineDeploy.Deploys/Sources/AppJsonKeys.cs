using System.Text.Json;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Sources;

/// <summary>What stands in an <c>app.json</c> and is not done here, so that nobody waits for it in vain.</summary>
/// <remarks>The keys: dokku's documents, "app.json", and Heroku's "app.json Schema".</remarks>
static class AppJsonKeys
{
    // What only describes the app is as good here as anywhere.
    static readonly string[] Quiet = ["$schema", "name", "description", "keywords", "repository", "website", "logo", "healthchecks", "env", "formation"];

    static readonly Dictionary<string, string> NotTaken = new(StringComparer.Ordinal)
    {
        ["buildpacks"] = "an image is built from a Dockerfile",
        ["stack"] = "what an image is based on says its Dockerfile",
        ["image"] = "an image as it is: pdeploy deploy --image",
        ["addons"] = "databases and the like run beside the app; hand it their address: pdeploy config set",
        ["cron"] = "schedules here deploy, they run no commands. Give the app a process of its own that keeps the time, or an entry in the crontab of a machine",
        ["environments"] = "an app here is one environment; its variables are config: pdeploy config import",
        ["success_url"] = "no browser waits for a deploy",
    };

    static readonly string[] Scripts = ["predeploy", "postdeploy"];

    /// <summary>A line for each of them.</summary>
    /// <exception cref="UserErrorException"><c>source.badAppJson</c>.</exception>
    public static IReadOnlyList<string> WarningsOf(string text)
    {
        using var document = AppJsonText.Parse(text);
        return document.RootElement.ValueKind == JsonValueKind.Object ? [.. document.RootElement.EnumerateObject().SelectMany(Of)] : [];
    }

    static IEnumerable<string> Of(JsonProperty key) =>
        key.Name == "scripts" ? OfScripts(key.Value)
        : Quiet.Contains(key.Name) ? []
        : [NotTaken.TryGetValue(key.Name, out var instead) ? Line(key.Name, $"is not taken over: {instead}") : Line(key.Name, "is not known")];

    static IEnumerable<string> OfScripts(JsonElement scripts)
    {
        foreach (var script in scripts.ValueKind == JsonValueKind.Object ? scripts.EnumerateObject().ToList() : [])
        {
            if (script is { Name: "dokku", Value.ValueKind: JsonValueKind.Object })
            {
                foreach (var unknown in script.Value.EnumerateObject().Where(one => !Scripts.Contains(one.Name)))
                {
                    yield return Line($"scripts.dokku.{unknown.Name}", "is not known");
                }
            }
            else if (script.Name != "dokku")
            {
                yield return Line($"scripts.{script.Name}", "is not taken over: what is run at each deploy is scripts.dokku.predeploy and scripts.dokku.postdeploy");
            }
        }
    }

    static string Line(string key, string what) => $"app.json: {SourceError.Show(key)} {what}";
}
