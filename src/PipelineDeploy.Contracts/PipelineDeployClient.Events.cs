using System.Globalization;
using System.Runtime.CompilerServices;

namespace PipelineDeploy.Contracts;

/// <summary>What happens on the server.</summary>
public sealed partial class PipelineDeployClient
{
    /// <summary>Follows what happens, across lost connections and restarts of the server, until it is stopped.</summary>
    /// <param name="app">Only what happens to this app; null for all that may be seen.</param>
    /// <param name="after">Go on after this event; null to begin with what happens from now on.</param>
    /// <param name="cancellationToken">Stops watching.</param>
    public async IAsyncEnumerable<ServerEvent> WatchEventsAsync(
        string? app = null, long? after = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var stream = new Reconnecting(transport, app is null ? "events" : $"apps/{Part(app)}/events", "what happens", Patience, time);
        await foreach (var item in stream.ReadAsync(after?.ToString(CultureInfo.InvariantCulture), cancellationToken))
        {
            yield return EventStream.Parse(item, WireJson.Default.ServerEvent);
        }
    }
}
