using System.Text.Json.Nodes;

namespace PipelineDeploy.Workflows.Runs;

/// <summary>A message from outside to a run.</summary>
/// <param name="Id">Unique in the run; a second one with the same id is the same one.</param>
/// <param name="Name">What it is about; a step waits for a name.</param>
/// <param name="Payload">What it carries, if anything.</param>
/// <param name="Actor">Who sent it.</param>
/// <param name="At">When it arrived.</param>
public sealed record ReceivedSignal(string Id, string Name, JsonNode? Payload, string Actor, DateTimeOffset At);
