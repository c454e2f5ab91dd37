using System.Text.Json;
using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Logs;

/// <summary>Hides secrets in what the journal tells of a step; its output stays as it is, because later steps work with it.</summary>
public static class MaskedEvent
{
    /// <summary>The same event without secrets in its words.</summary>
    public static JournalEvent Of(JournalEvent happened, SecretMask mask) => happened switch
    {
        JournalEvent.StepSucceeded e => e with { Note = Mask(e.Note, mask), Seen = Mask(e.Seen, mask) },
        JournalEvent.StepWaiting e => e with { Note = mask.Mask(e.Note), Seen = Mask(e.Seen, mask) },
        JournalEvent.StepFailed e => e with { Error = Mask(e.Error, mask), Detail = Mask(e.Detail, mask), Seen = Mask(e.Seen, mask) },
        JournalEvent.CompensationFailed e => e with { Error = Mask(e.Error, mask) },
        _ => happened,
    };

    static UserError Mask(UserError error, SecretMask mask) => error with { Message = mask.Mask(error.Message), Hint = Mask(error.Hint, mask) };

    static JsonObject? Mask(JsonObject? seen, SecretMask mask) => (JsonObject?)Masked(seen, mask);

    static JsonNode? Masked(JsonNode? node, SecretMask mask) => node switch
    {
        JsonObject map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, Masked(pair.Value, mask)))),
        JsonArray list => new JsonArray([.. list.Select(item => Masked(item, mask))]),
        JsonValue text when text.GetValueKind() == JsonValueKind.String => JsonValue.Create(mask.Mask(text.GetValue<string>())),
        _ => node?.DeepClone(),
    };

    static string? Mask(string? text, SecretMask mask) => text is null ? null : mask.Mask(text);
}
