using System.Text.Json.Serialization;

namespace PipelineDeploy.Deploys.Docker;

sealed record EventJson(string? Action, EventActorJson? Actor, [property: JsonPropertyName("timeNano")] long TimeNano)
{
    public ContainerEvent ToEvent() => new(
        Action ?? "",
        Actor?.ID ?? "",
        Actor?.Attributes ?? new Dictionary<string, string>(StringComparer.Ordinal),
        DateTimeOffset.UnixEpoch.AddTicks(TimeNano / TimeSpan.NanosecondsPerTick));
}

sealed record EventActorJson(string? ID, IReadOnlyDictionary<string, string>? Attributes);
