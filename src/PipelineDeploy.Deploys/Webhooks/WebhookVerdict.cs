namespace PipelineDeploy.Deploys.Webhooks;

/// <summary>What became of a delivery.</summary>
/// <param name="Word">One of the words below.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record WebhookVerdict(string Word, string Reason)
{
    /// <summary>It is to deploy; its source is fetched.</summary>
    public const string Accepted = "accepted";

    /// <summary>It has started a run.</summary>
    public const string Started = "started";

    /// <summary>A run that builds the same is there already.</summary>
    public const string Merged = "merged";

    /// <summary>It came before, so long ago that no more is known.</summary>
    public const string Repeated = "repeated";

    /// <summary>It was to deploy, and no run could be started.</summary>
    public const string Failed = "failed";

    /// <summary>Somebody tried whether a push would deploy.</summary>
    public const string Tested = "tested";

    /// <summary>The host tried whether anybody listens.</summary>
    public const string Ping = "ping";

    /// <summary>It is about another repository.</summary>
    public const string Repository = "repository";

    /// <summary>It is about a fork.</summary>
    public const string Fork = "fork";

    /// <summary>A branch or a tag was removed.</summary>
    public const string Deletion = "deletion";

    /// <summary>It is about a branch that does not deploy.</summary>
    public const string Branch = "branch";

    /// <summary>It is about a tag that does not deploy.</summary>
    public const string Tag = "tag";

    /// <summary>None of the files that count has changed.</summary>
    public const string Path = "path";

    /// <summary>Nothing deploys upon such an event.</summary>
    public const string Event = "event";

    /// <summary>The webhook is switched off.</summary>
    public const string Disabled = "disabled";

    /// <summary>Whether it is to deploy.</summary>
    public bool IsAccepted => Word == Accepted;
}
