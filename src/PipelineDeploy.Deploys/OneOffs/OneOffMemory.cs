using System.Text.Json.Nodes;

namespace PipelineDeploy.Deploys.OneOffs;

/// <summary>What the journal knows of a one-off command: first its container, then how it ended.</summary>
/// <param name="Container">Id of the container.</param>
/// <param name="Until">When its time is over.</param>
/// <param name="ExitCode">How it ended; null while that is not known.</param>
sealed record OneOffMemory(string Container, DateTimeOffset Until, long? ExitCode = null)
{
    public static OneOffMemory Of(JsonObject state) => new(
        state["container"]!.GetValue<string>(), state["until"]!.GetValue<DateTimeOffset>(), state["exitCode"]?.GetValue<long>());

    public JsonObject ToState() => new() { ["container"] = Container, ["until"] = Until, ["exitCode"] = ExitCode };
}
