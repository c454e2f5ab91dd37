using System.Text.Json;
using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Routing;

namespace PipelineDeploy.Deploys.Steps;

/// <summary>How far a canary is: the state that is handed from one execution to the next.</summary>
/// <param name="Stage">Which of the weights green has, from 0.</param>
/// <param name="Watch">How far the watch at this weight is.</param>
/// <param name="Seen">What became of the visitors' requests at the weights before.</param>
/// <param name="Probed">How many requests of ours were made while the traffic moved.</param>
/// <param name="Lost">How many of them got no answer.</param>
sealed record CanaryProgress(int Stage, WatchProgress Watch, TrafficCount Seen, long Probed, long Lost)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Reads what <see cref="ToState"/> wrote.</summary>
    public static CanaryProgress Of(JsonObject state) => state.Deserialize<CanaryProgress>(Json) ?? throw new JsonException("The state of a canary is null.");

    public JsonObject ToState() => JsonSerializer.SerializeToNode(this, Json)!.AsObject();
}
