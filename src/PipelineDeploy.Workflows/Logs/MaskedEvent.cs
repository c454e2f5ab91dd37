using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Logs;

/// <summary>Hides secrets in what the journal tells of a step; its output stays as it is, because later steps work with it.</summary>
public static class MaskedEvent
{
    /// <summary>The same event without secrets in its words.</summary>
    public static JournalEvent Of(JournalEvent happened, SecretMask mask) => happened switch
    {
        JournalEvent.StepSucceeded e => e with { Note = Mask(e.Note, mask) },
        JournalEvent.StepWaiting e => e with { Note = mask.Mask(e.Note) },
        JournalEvent.StepFailed e => e with { Error = Mask(e.Error, mask), Detail = Mask(e.Detail, mask) },
        JournalEvent.CompensationFailed e => e with { Error = Mask(e.Error, mask) },
        _ => happened,
    };

    static UserError Mask(UserError error, SecretMask mask) => error with { Message = mask.Mask(error.Message), Hint = Mask(error.Hint, mask) };

    static string? Mask(string? text, SecretMask mask) => text is null ? null : mask.Mask(text);
}
