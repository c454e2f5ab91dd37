using System.Text.Json.Nodes;

namespace PipelineDeploy.Server.OpenApi;

/// <summary>What a parameter means.</summary>
/// <param name="Description">In a sentence.</param>
/// <param name="Example">A value as JSON; null for none.</param>
/// <param name="NotFound">The error when there is nothing of that name or number; null when there is none.</param>
sealed record ParameterWords(string Description, string? Example = null, string? NotFound = null);

/// <summary>The parameters of all operations, told once: those of paths by the segment before them.</summary>
static class Parameters
{
    static readonly Dictionary<string, ParameterWords> InPaths = new(StringComparer.Ordinal)
    {
        ["apps/{app}"] = new("The app's name.", "\"shop\"", "app.notFound"),
        ["certificates/{domain}"] = new("The domain.", "\"shop.example.com\"", "cert.notFound"),
        ["config/{name}"] = new("The variable's name.", "\"DATABASE_URL\"", "config.notFound"),
        ["deliveries/{number}"] = new("The delivery's number.", "7", "webhook.noDelivery"),
        ["domains/{domain}"] = new("The domain.", "\"shop.example.com\"", "domain.notFound"),
        ["freezes/{id}"] = new("The freeze's number.", "3", "freeze.notFound"),
        ["git-access/{host}"] = new("The host, with its port when that is not the usual one.", "\"git.example.com\""),
        ["hooks/{hook}"] = new("The last part of the webhook's address.", "\"wh_3f9a\"", "webhook.unknown"),
        ["pipelines/{name}"] = new("The pipeline's name.", "\"blue-green\"", "pipeline.notFound"),
        ["releases/{number}"] = new("The release's number.", "4", "release.notFound"),
        ["runs/{id}"] = new("The run's number.", "42", "run.notFound"),
        ["schedules/{name}"] = new("The schedule's name.", "\"nightly\"", "schedule.notFound"),
        ["settings/{name}"] = new("The setting's name.", "\"waitToRetire\"", "setting.unknown"),
        ["signals/{name}"] = new("The signal's name.", "\"tested\""),
        ["ssh-keys/{id}"] = new("The key's number.", "2", "ssh.unknownKey"),
        ["tokens/{id}"] = new("The token's number.", "5", "token.notFound"),
        ["users/{name}"] = new("The user's name.", "\"ann\"", "user.notFound"),
        ["webhooks/{hook}"] = new("The webhook's id.", "\"wh_3f9a\"", "webhook.notFound"),
        ["windows/{id}"] = new("The window's number.", "1", "window.notFound"),
    };

    static readonly Dictionary<string, ParameterWords> Elsewhere = new(StringComparer.Ordinal)
    {
        ["/api/v1/apps after"] = new("The `next` of the page before."),
        ["/api/v1/ssh-keys after"] = new("The `next` of the page before."),
        ["/api/v1/tokens after"] = new("The `next` of the page before."),
        ["/api/v1/users after"] = new("The `next` of the page before."),
        ["actor"] = new("Only what this one did."),
        ["after"] = new("The last id that was seen, for clients that cannot send `Last-Event-ID`."),
        ["app"] = new("Only of this app."),
        ["before"] = new("The `next` of the page before."),
        ["follow"] = new("Whether to go on with what is written from now on."),
        ["from"] = new("Number of the first line or entry, from 1; the `next` of the page before."),
        ["git"] = new("Address of a repository, in place of an archive."),
        ["image"] = new("Name of an image, in place of an archive.", "\"registry.example.com/shop:1.4\""),
        ["input"] = new("An input of the pipeline, `<name>=<value>`; may stand there several times."),
        ["Last-Event-ID"] = new("The id of the last event that was seen; the stream goes on after it."),
        ["limit"] = new("At most so many; what is beyond the largest page is cut to it."),
        ["q"] = new("Only lines that contain this, in whatever case; at most 200 characters."),
        ["outcome"] = new("Only what is `done`, `refused` or `failed`."),
        ["pipeline"] = new("The pipeline to run; without it the app's own."),
        ["rebuild"] = new("Deploys the source that serves once more."),
        ["ref"] = new("A branch, a tag or a commit; alone: of the repository that the app's setting `gitUrl` names."),
        ["release"] = new("The release's number; without it the one that served before."),
        ["step"] = new("Only of this step."),
        ["tail"] = new("How many lines to begin with, of each container."),
        ["version"] = new("Which version; without it the newest."),
    };

    /// <summary>What a parameter means; null when it is not known here.</summary>
    /// <param name="path">The operation's path, e.g. <c>/api/v1/runs/{id}</c>.</param>
    /// <param name="name">The parameter's name.</param>
    public static ParameterWords? Find(string path, string name) => OfPath(path).FirstOrDefault(found => found.Name == name).Words ?? Elsewhere.GetValueOrDefault($"{path} {name}") ?? Elsewhere.GetValueOrDefault(name);

    /// <summary>Errors that tell that there is no such thing as the path names.</summary>
    public static IEnumerable<string> MissingIn(string path) => OfPath(path).Select(found => found.Words.NotFound).OfType<string>();

    /// <summary>An example value; null for none.</summary>
    public static JsonNode? ExampleOf(ParameterWords words) => words.Example is { } json ? JsonNode.Parse(json) : null;

    static IEnumerable<(string Name, ParameterWords Words)> OfPath(string path)
    {
        var segments = path.Split('/');
        foreach (var (noun, name) in segments.Zip(segments.Skip(1)))
        {
            if (InPaths.TryGetValue($"{noun}/{name}", out var words))
            {
                yield return (name.Trim('{', '}'), words);
            }
        }
    }
}
