namespace PipelineDeploy.Contracts;

/// <summary>Makes an address at which a git host tells of pushes.</summary>
/// <param name="Host">Who sends: <c>github</c>, <c>gitlab</c>, <c>gitea</c>, <c>forgejo</c>, <c>bitbucket</c> or <c>generic</c>.</param>
/// <param name="Repository">The repository whose pushes deploy; null for the app's setting <c>gitUrl</c>.</param>
/// <param name="Branches">Patterns of branches; null for the app's setting <c>deployBranch</c>.</param>
/// <param name="Tags">Patterns of tags; null when no tag deploys.</param>
/// <param name="Paths">Patterns of files of which one must have changed; null for any.</param>
/// <param name="Releases">Whether a published release deploys its tag.</param>
/// <param name="Secret">What the host proves to know; null for one that is made.</param>
public sealed record CreateWebhook(
    string Host, string? Repository = null, IReadOnlyList<string>? Branches = null, IReadOnlyList<string>? Tags = null, IReadOnlyList<string>? Paths = null,
    bool Releases = false, string? Secret = null);

/// <summary>Changes a webhook; null leaves a part as it is.</summary>
/// <param name="Repository">The repository; empty for the app's setting <c>gitUrl</c>.</param>
/// <param name="Branches">Patterns of branches; none for the app's setting <c>deployBranch</c>.</param>
/// <param name="Tags">Patterns of tags.</param>
/// <param name="Paths">Patterns of files.</param>
/// <param name="Releases">Whether a published release deploys its tag.</param>
/// <param name="Enabled">Whether anything deploys.</param>
/// <param name="StatusToken">A token of the host's API, with which it is told what became of commits; empty for none.</param>
public sealed record ChangeWebhook(
    string? Repository = null, IReadOnlyList<string>? Branches = null, IReadOnlyList<string>? Tags = null, IReadOnlyList<string>? Paths = null,
    bool? Releases = null, bool? Enabled = null, string? StatusToken = null);

/// <summary>An address at which a git host tells of pushes; what is secret in it is told once, when it is made.</summary>
/// <param name="Id">The last part of its address.</param>
/// <param name="App">The app.</param>
/// <param name="Host">Who sends.</param>
/// <param name="Url">Its address, for the host.</param>
/// <param name="Repository">The repository of its own; null for the app's setting <c>gitUrl</c>.</param>
/// <param name="Branches">Patterns of branches; none for the app's setting <c>deployBranch</c>.</param>
/// <param name="Tags">Patterns of tags.</param>
/// <param name="Paths">Patterns of files.</param>
/// <param name="Releases">Whether a published release deploys its tag.</param>
/// <param name="Enabled">Whether anything deploys.</param>
/// <param name="TellsStatus">Whether the host is told what became of commits.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="Refused">How often a request was refused because its sender did not prove to know the secret, or because it could not be read.</param>
/// <param name="RefusedAt">When last.</param>
/// <param name="RefusedReason">Why, then.</param>
/// <param name="Secret">What the host proves to know; only in the answer to its making.</param>
public sealed record WebhookView(
    string Id, string App, string Host, string Url, string? Repository, IReadOnlyList<string> Branches, IReadOnlyList<string> Tags, IReadOnlyList<string> Paths, bool Releases,
    bool Enabled, bool TellsStatus, string CreatedBy, DateTimeOffset CreatedAt, long Refused, DateTimeOffset? RefusedAt, string? RefusedReason, string? Secret = null);

/// <summary>What came to a webhook, and what became of it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Hook">The webhook.</param>
/// <param name="Key">What its sender calls it.</param>
/// <param name="Event">What the sender calls what it tells of.</param>
/// <param name="Ref">The ref.</param>
/// <param name="Commit">The commit, as the sender says.</param>
/// <param name="Sender">Who pushed, as the sender says.</param>
/// <param name="Verdict">One word: <c>accepted</c> while the source is fetched, <c>started</c>, <c>merged</c>, <c>failed</c>, or why there is no run.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="Run">The run that it started or joined.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="SettledAt">Since when the verdict is final; null while it is not.</param>
/// <param name="Repeats">How often the same came again; that starts nothing.</param>
/// <param name="Headers">What of its headers is kept.</param>
/// <param name="Status">What the host was last told of the run: <c>pending</c>, <c>success</c>, <c>failure</c> or <c>cancelled</c>.</param>
/// <param name="StatusError">Why the host could not be told.</param>
/// <param name="Deployment">What the host was last told of the deployment: <c>queued</c>, <c>in_progress</c>, <c>success</c>, <c>failure</c>, <c>error</c> or <c>inactive</c>.</param>
/// <param name="DeploymentError">Why the host could not be told of that.</param>
public sealed record DeliveryView(
    long Id, string Hook, string Key, string Event, string? Ref, string? Commit, string? Sender, string Verdict, string Reason, long? Run, DateTimeOffset ReceivedAt,
    DateTimeOffset? SettledAt, int Repeats, IReadOnlyDictionary<string, string> Headers, string? Status, string? StatusError, string? Deployment = null, string? DeploymentError = null);

/// <summary>A page of deliveries, newest first.</summary>
/// <param name="Items">The deliveries.</param>
/// <param name="Next">Hand it as <c>before</c> to get the next page; null at the end.</param>
public sealed record DeliveryPage(IReadOnlyList<DeliveryView> Items, long? Next);

/// <summary>What a git host is answered.</summary>
/// <param name="Delivery">The delivery's number.</param>
/// <param name="Verdict">One word on what became of it.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="Repeated">Whether the same had come before; then this is what became of that.</param>
/// <param name="Run">The run that it started or joined, when that is known already.</param>
/// <param name="Url">Where to see what becomes of it: the run, or the delivery while there is none.</param>
public sealed record WebhookAnswer(long Delivery, string Verdict, string Reason, bool Repeated, long? Run, string Url);
