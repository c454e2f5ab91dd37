using PipelineDeploy.Deploys.Sources.Git;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Webhooks;

/// <summary>An address at which a git host tells of pushes, and which of them deploy an app.</summary>
/// <param name="Id">The last part of the address; it cannot be guessed.</param>
/// <param name="App">The app.</param>
/// <param name="Host">Who sends.</param>
/// <param name="Filter">Which pushes deploy.</param>
/// <param name="IsEnabled">Whether anything deploys at all.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="CreatedAt">When.</param>
public sealed record Webhook(
    string Id, string App, WebhookHost Host, WebhookFilter Filter, bool IsEnabled, string CreatedBy, DateTimeOffset CreatedAt);

/// <summary>Which pushes deploy.</summary>
/// <param name="Repository">The repository that is fetched and whose pushes count; null for the app's setting <c>gitUrl</c>.</param>
/// <param name="Branches">Patterns of branches; none for the app's setting <c>deployBranch</c>.</param>
/// <param name="Tags">Patterns of tags; none when no tag deploys.</param>
/// <param name="Paths">Patterns of files of which one must have changed; none for any.</param>
/// <param name="Releases">Whether a published release deploys its tag.</param>
public sealed record WebhookFilter(string? Repository, IReadOnlyList<string> Branches, IReadOnlyList<string> Tags, IReadOnlyList<string> Paths, bool Releases)
{
    const int MostPatterns = 50;

    /// <summary>What a person wrote.</summary>
    /// <exception cref="UserErrorException"><c>git.badUrl</c>, <c>git.secretInUrl</c> or <c>webhook.badPattern</c>.</exception>
    public static WebhookFilter Create(string? repository, IReadOnlyList<string>? branches, IReadOnlyList<string>? tags, IReadOnlyList<string>? paths, bool releases) => new(
        string.IsNullOrWhiteSpace(repository) ? null : GitAddress.Parse(repository.Trim()).Text,
        Patterns("branches", branches), Patterns("tags", tags), Patterns("paths", paths), releases);

    static IReadOnlyList<string> Patterns(string field, IReadOnlyList<string>? given)
    {
        var patterns = (given ?? []).Select(text => text.Trim()).ToList();
        if (patterns.Count > MostPatterns)
        {
            throw new UserErrorException("webhook.badPattern", $"{field}: {patterns.Count} patterns are too many", $"Use at most {MostPatterns}, with * and ** in them.");
        }

        patterns.ForEach(pattern => NamePattern.Check(field, pattern));
        return patterns;
    }
}

/// <summary>What was refused at a webhook before its sender had proven to know the secret.</summary>
/// <param name="Count">How often.</param>
/// <param name="LastAt">When last; null for never.</param>
/// <param name="LastReason">Why, then.</param>
public sealed record WebhookRefusals(long Count, DateTimeOffset? LastAt, string? LastReason);

/// <summary>A webhook and what has come to its address.</summary>
/// <param name="Webhook">The webhook.</param>
/// <param name="SealedSecret">What its senders prove to know.</param>
/// <param name="SealedStatusToken">What signs in to the host's API; null for none.</param>
/// <param name="Refusals">What was refused.</param>
public sealed record KeptWebhook(Webhook Webhook, string SealedSecret, string? SealedStatusToken, WebhookRefusals Refusals)
{
    /// <summary>Whether the host is told what became of a commit: there is a token for that.</summary>
    public bool TellsStatus => SealedStatusToken is not null;
}
