namespace PipelineDeploy.Contracts;

/// <summary>Asks for a new app.</summary>
/// <param name="Name"><c>[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?</c>.</param>
/// <param name="Domains">Host names it answers to; none means <c>&lt;name&gt;.localhost</c>.</param>
public sealed record CreateApp(string Name, IReadOnlyList<string>? Domains = null);

/// <summary>An app in a list or by itself.</summary>
/// <param name="Name">The app's name.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="Domains">Host names it answers to.</param>
/// <param name="Urls">Addresses a browser on this machine can open.</param>
/// <param name="ServingRelease">Number of the release that serves, or null when none does.</param>
/// <param name="ServingSince">Since when it serves.</param>
/// <param name="LatestRun">The newest run, or null when there was none.</param>
/// <param name="Maintenance">Why visitors do not get it; null when they do.</param>
public sealed record AppView(
    string Name,
    DateTimeOffset CreatedAt,
    IReadOnlyList<string> Domains,
    IReadOnlyList<string> Urls,
    int? ServingRelease,
    DateTimeOffset? ServingSince,
    RunView? LatestRun,
    MaintenanceView? Maintenance = null);

/// <summary>A page of apps, by name.</summary>
/// <param name="Items">The apps.</param>
/// <param name="Next">Hand it as <c>after</c> to get the next page; null at the end.</param>
public sealed record AppPage(IReadOnlyList<AppView> Items, string? Next);

/// <summary>What of an app exists right now.</summary>
/// <param name="App">The app.</param>
/// <param name="Generation">The route's generation.</param>
/// <param name="Containers">Its containers, serving first.</param>
/// <param name="Drift">What is not as it should be; empty when all is well.</param>
public sealed record StatusView(AppView App, long Generation, IReadOnlyList<ContainerView> Containers, IReadOnlyList<DriftView> Drift);

/// <summary>Something of an app that is not as it should be.</summary>
/// <param name="Code">Stable, e.g. <c>drift.containerStopped</c>.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Hint">What to do.</param>
public sealed record DriftView(string Code, string Message, string? Hint);

/// <summary>One container of an app.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its full id.</param>
/// <param name="Slot"><c>blue</c>, <c>green</c> or <c>retired</c>; <c>run</c> for a command that a step runs once.</param>
/// <param name="Release">Number of its release.</param>
/// <param name="Run">The run that started it.</param>
/// <param name="State">Docker's word for its state.</param>
/// <param name="Address">Where it is published, <c>host:port</c>, or null when it is not.</param>
/// <param name="Weight">Its share of the traffic, 0 to 256; null when it is not in the route.</param>
/// <param name="StartedAt">When it was last started.</param>
public sealed record ContainerView(
    string Name, string Id, string Slot, int? Release, long? Run, string State, string? Address, int? Weight, DateTimeOffset? StartedAt);

/// <summary>One setting of an app as it holds now.</summary>
/// <param name="Name">Its name, e.g. <c>waitToRetire</c>.</param>
/// <param name="Value">The effective value as text.</param>
/// <param name="Origin">Where the value came from: <c>default</c>, <c>global</c>, <c>app</c>.</param>
/// <param name="Description">What it means.</param>
public sealed record SettingView(string Name, string Value, string Origin, string Description);

/// <summary>Sets one setting.</summary>
/// <param name="Value">The value as text, e.g. <c>10s</c>.</param>
public sealed record SetSetting(string Value);

/// <summary>One line of an app's containers.</summary>
/// <param name="Container">Name of the container that wrote it.</param>
/// <param name="Stream"><c>stdout</c> or <c>stderr</c>.</param>
/// <param name="Text">The line.</param>
public sealed record AppLogLine(string Container, string Stream, string Text);

/// <summary>Who is signed in, and what that one may do.</summary>
/// <param name="Name">The user's name; the token's when it is a machine's.</param>
/// <param name="Role">The role for all apps: <c>admin</c>, <c>deployer</c>, <c>viewer</c> or <c>none</c>.</param>
/// <param name="Apps">App → role, for those with a role of their own; null for none.</param>
/// <param name="Token">Name of the user's token that was shown; null for none.</param>
/// <param name="IsMachine">Whether it is a machine's token, and so has no password and no tokens of its own.</param>
public sealed record WhoAmI(string Name, string Role, IReadOnlyDictionary<string, string>? Apps = null, string? Token = null, bool IsMachine = false);

/// <summary>A link that signs a browser in, once.</summary>
/// <param name="Url">The whole address.</param>
/// <param name="ExpiresAt">After this it is worth nothing.</param>
public sealed record SignInLink(string Url, DateTimeOffset ExpiresAt);

/// <summary>What the server is.</summary>
/// <param name="Version">Its version.</param>
public sealed record ServerVersion(string Version);
