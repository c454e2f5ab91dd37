namespace PipelineDeploy.Contracts;

/// <summary>Something that happened on the server; look there for how things stand now.</summary>
/// <param name="Id">Its number; hand the last one you have seen as <c>Last-Event-ID</c> or <c>after</c> to go on after it.</param>
/// <param name="Type">
/// <c>runBegan</c>, <c>runChanged</c>, <c>runEnded</c>, <c>releaseMade</c>, <c>routeChanged</c>, <c>appCreated</c>, <c>appDeleted</c>; or <c>resync</c>: events
/// before this number were left out, so read anew whatever you show.
/// </param>
/// <param name="At">When it happened.</param>
/// <param name="App">The app; null for <c>resync</c>.</param>
/// <param name="Run">The run that it is about, or that made the release.</param>
/// <param name="State">The run's state after it.</param>
/// <param name="Release">The release's number.</param>
/// <param name="Generation">The route's generation after it.</param>
public sealed record ServerEvent(
    long Id, string Type, DateTimeOffset At, string? App = null, long? Run = null, string? State = null, int? Release = null, long? Generation = null)
{
    /// <summary>The type that says that something was left out.</summary>
    public const string Resync = "resync";
}
