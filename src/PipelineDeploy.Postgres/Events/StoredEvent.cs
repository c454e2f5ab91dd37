namespace PipelineDeploy.Postgres.Events;

/// <summary>Something that happened to an app.</summary>
/// <param name="Id">Its number; later events have higher ones.</param>
/// <param name="At">When it happened.</param>
/// <param name="Type"><c>runBegan</c>, <c>runChanged</c>, <c>runEnded</c>, <c>releaseMade</c>, <c>routeChanged</c>, <c>appCreated</c> or <c>appDeleted</c>.</param>
/// <param name="App">The app.</param>
/// <param name="Run">The run that it is about, or that made the release.</param>
/// <param name="State">The run's state after it.</param>
/// <param name="Release">The release's number.</param>
/// <param name="Generation">The route's generation after it.</param>
public sealed record StoredEvent(long Id, DateTimeOffset At, string Type, string App, long? Run, string? State, int? Release, long? Generation);
