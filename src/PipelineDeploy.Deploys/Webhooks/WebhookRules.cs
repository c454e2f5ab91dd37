namespace PipelineDeploy.Deploys.Webhooks;

/// <summary>Decides whether what a webhook tells of deploys the app.</summary>
static class WebhookRules
{
    /// <summary>The verdict on an event.</summary>
    /// <param name="webhook">The webhook.</param>
    /// <param name="repository">The one repository that counts; null when the app has none.</param>
    /// <param name="deployBranches">The app's own branches, for a webhook that names none.</param>
    /// <param name="happened">What its sender says.</param>
    public static WebhookVerdict Decide(Webhook webhook, string? repository, IReadOnlyList<string> deployBranches, WebhookEvent happened)
    {
        if (happened.Kind == WebhookEventKind.Ping)
        {
            return new(WebhookVerdict.Ping, "The host asked whether anybody listens.");
        }

        if (!webhook.IsEnabled)
        {
            return new(WebhookVerdict.Disabled, "The webhook is switched off.");
        }

        if (repository is null)
        {
            return new(WebhookVerdict.Repository, $"{webhook.App} has no repository: set gitUrl, or give the webhook one.");
        }

        // A webhook without any name of a repository could be about each.
        if (!happened.Repositories.Any(told => IsSame(repository, told)))
        {
            return happened.IsFork
                ? new(WebhookVerdict.Fork, $"It is about the fork {First(happened)}; only {repository} is deployed.")
                : new(WebhookVerdict.Repository, $"It is about {First(happened)}; only {repository} is deployed.");
        }

        return happened.Kind switch
        {
            WebhookEventKind.Deletion => new(WebhookVerdict.Deletion, $"{happened.Ref ?? "A ref"} was deleted; nothing is deployed."),
            WebhookEventKind.Release => OfRelease(webhook.Filter, happened),
            WebhookEventKind.Push => OfPush(webhook.Filter, deployBranches, happened),
            _ => new(WebhookVerdict.Event, $"Nothing is deployed upon '{happened.Name}'."),
        };
    }

    static WebhookVerdict OfRelease(WebhookFilter filter, WebhookEvent happened) =>
        !filter.Releases ? new(WebhookVerdict.Event, "Releases do not deploy here; pushes do.")
        : happened.Tag is not { } tag || (filter.Tags.Count > 0 && !NamePattern.AnyMatches(filter.Tags, tag)) ? new(WebhookVerdict.Tag, $"The release's tag '{happened.Tag}' is none of {List(filter.Tags)}.")
        : Accept(happened);

    static WebhookVerdict OfPush(WebhookFilter filter, IReadOnlyList<string> deployBranches, WebhookEvent happened)
    {
        if (happened.Tag is { } tag)
        {
            return filter.Tags.Count == 0 ? new(WebhookVerdict.Tag, "Tags do not deploy here.")
                : !NamePattern.AnyMatches(filter.Tags, tag) ? new(WebhookVerdict.Tag, $"The tag '{tag}' is none of {List(filter.Tags)}.")
                : Accept(happened);
        }

        var branches = filter.Branches.Count > 0 ? filter.Branches : deployBranches;
        return happened.Branch is not { } branch ? new(WebhookVerdict.Event, $"'{happened.Ref}' is neither a branch nor a tag.")
            : !NamePattern.AnyMatches(branches, branch) ? new(WebhookVerdict.Branch, $"The branch '{branch}' does not deploy; {List(branches)} does.")
            // Where the host does not tell all that has changed, deploying once too often is better than not at all.
            : filter.Paths.Count > 0 && happened.Paths is { } paths && !NamePattern.AnyMatches(filter.Paths, paths) ? new(WebhookVerdict.Path, $"None of the {paths.Count} changed files is in {List(filter.Paths)}.")
            : Accept(happened);
    }

    static WebhookVerdict Accept(WebhookEvent happened) => new(WebhookVerdict.Accepted, $"{happened.Ref} is fetched and deployed.");

    // Hosts are known to the world by several names; the path of a repository on them is one.
    static bool IsSame(string repository, string told) => PathOf(repository) is { Length: > 0 } path && path.Equals(PathOf(told), StringComparison.OrdinalIgnoreCase);

    /// <summary>The path of a repository on its host, e.g. <c>acme/shop</c>, from its address or from that path itself.</summary>
    internal static string PathOf(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        var isShort = scheme < 0 && address.Contains('@', StringComparison.Ordinal);
        var path = scheme >= 0 ? address.IndexOf('/', scheme + 3) is > 0 and var slash ? address[slash..] : "" : isShort ? address[(address.IndexOf(':', StringComparison.Ordinal) + 1)..] : address;
        var plain = path.Trim('/');
        return plain.EndsWith(".git", StringComparison.Ordinal) ? plain[..^4] : plain;
    }

    static string First(WebhookEvent happened) => happened.Repositories is [var first, ..] ? $"'{first}'" : "no repository";

    static string List(IReadOnlyList<string> patterns) => string.Join(", ", patterns);
}
