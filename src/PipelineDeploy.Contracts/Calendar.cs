namespace PipelineDeploy.Contracts;

/// <summary>Asks for days and times at which deploys may begin.</summary>
/// <param name="Days"><c>Mon</c> … <c>Sun</c>.</param>
/// <param name="Opens">When it opens, <c>HH:mm</c> in the zone's time.</param>
/// <param name="Closes">When it closes, <c>HH:mm</c>: on the next day when that is not after <paramref name="Opens"/>.</param>
/// <param name="TimeZone">IANA name, e.g. <c>Europe/Berlin</c>; <c>UTC</c> when left out.</param>
/// <param name="App">The app; null for all apps that have no windows of their own.</param>
public sealed record CreateWindow(IReadOnlyList<string> Days, string Opens, string Closes, string? TimeZone = null, string? App = null);

/// <summary>Days and times at which deploys may begin.</summary>
/// <param name="Id">Its number.</param>
/// <param name="App">The app; null for all apps that have no windows of their own.</param>
/// <param name="Days"><c>Mon</c> … <c>Sun</c>.</param>
/// <param name="Opens">When it opens, <c>HH:mm</c> in the zone's time.</param>
/// <param name="Closes">When it closes, <c>HH:mm</c> in the zone's time.</param>
/// <param name="TimeZone">IANA name of the zone.</param>
public sealed record WindowView(long Id, string? App, IReadOnlyList<string> Days, string Opens, string Closes, string TimeZone);

/// <summary>Asks that no deploy begins for a while.</summary>
/// <param name="Until">When it ends; at most a year away.</param>
/// <param name="Reason">Why, shown to everybody whose deploy waits.</param>
/// <param name="From">When it begins; now when left out.</param>
/// <param name="App">The app; null for all.</param>
public sealed record CreateFreeze(DateTimeOffset Until, string Reason, DateTimeOffset? From = null, string? App = null);

/// <summary>A time in which no deploy begins.</summary>
/// <param name="Id">Its number.</param>
/// <param name="App">The app; null for all.</param>
/// <param name="From">When it begins.</param>
/// <param name="Until">When it ends.</param>
/// <param name="Reason">Why.</param>
/// <param name="CreatedBy">Who said so.</param>
public sealed record FreezeView(long Id, string? App, DateTimeOffset From, DateTimeOffset Until, string Reason, string CreatedBy);

/// <summary>Why a run waits to begin.</summary>
/// <param name="Until">When it may begin.</param>
/// <param name="Reason">Why not before.</param>
public sealed record RunHoldView(DateTimeOffset Until, string Reason);

/// <summary>Lets a run begin in spite of windows and freezes.</summary>
/// <param name="Reason">Why; it is kept in the run's journal with who said it and when.</param>
public sealed record OverrideHold(string Reason);
