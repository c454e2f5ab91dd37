using System.Text.Json;
using System.Text.Json.Nodes;
using PipelineDeploy.Contracts;
using PipelineDeploy.Postgres.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Server.Runs;

/// <summary>Makes what the API shows of a run's journal and of its frozen pipeline.</summary>
static class JournalEntryViews
{
    public static JournalEntryView Of(JournalEntry entry)
    {
        var told = new JournalEntryView(entry.Seq, entry.At, KindOf(entry.Event), null, null, null, null, null, null);
        return entry.Event switch
        {
            JournalEvent.StepStarted e => told with { Step = e.Step, Attempt = e.Attempt },
            JournalEvent.StepWaiting e => told with { Step = e.Step, Until = e.Until, Text = e.Note },
            JournalEvent.StepResumed e => told with { Step = e.Step },
            JournalEvent.StepInterrupted e => told with { Step = e.Step, Text = "The server that did it died" },
            JournalEvent.StepHandedBack e => told with { Step = e.Step, Text = "The server that did it stopped in good order" },
            JournalEvent.StepSucceeded e => told with { Step = e.Step, Text = e.Note },
            JournalEvent.StepFailed e => told with { Step = e.Step, Text = e.Error.Message, Until = e.RetryAt },
            JournalEvent.StepSkipped e => told with { Step = e.Step, Text = e.Reason },
            JournalEvent.StepTakenOver e => told with { Step = e.Step, Text = "What the earlier run did of it stands" },
            JournalEvent.CompensationStarted e => told with { Step = e.Step },
            JournalEvent.Compensated e => told with { Step = e.Step },
            JournalEvent.CompensationFailed e => told with { Step = e.Step, Text = e.Error.Message },
            _ => OfRun(told, entry.Event),
        };
    }

    public static RunDefinitionView Of(Run run) => new(
        run.Definition.Name, run.Definition.Description,
        [.. run.Definition.Steps.Select(Of)],
        Element(run.Inputs));

    /// <summary>A step as its pipeline defines it.</summary>
    public static RunStepDefinition Of(StepDefinition step) =>
        new(step.Id, step.Uses, step.Needs, Element(step.With), step.Retry?.Attempts ?? 1, step.Timeout?.TotalSeconds, step.If);

    static JournalEntryView OfRun(JournalEntryView told, JournalEvent about) => about switch
    {
        JournalEvent.SignalReceived e => told with { Text = e.Name, Actor = e.Actor },
        JournalEvent.SignalTaken e => told with { Step = e.Step },
        JournalEvent.RunPoked e => told with { Text = e.Reason },
        JournalEvent.CancelRequested e => told with { Actor = e.Actor },
        JournalEvent.RunHeld e => told with { Until = e.Until, Text = e.Reason },
        JournalEvent.HoldEnded => told,
        JournalEvent.HoldOverridden e => told with { Actor = e.Actor, Text = e.Reason },
        JournalEvent.RunContinues e => told with { Text = $"It goes on with run {e.Run}" },
        JournalEvent.RunTimedOut e => told with { Text = e.Error.Error.Message },
        JournalEvent.RunSettled e => told with { State = RunStateText.Of(e.State), Text = e.Error?.Error.Message },
        JournalEvent.RunFinished e => told with { State = RunStateText.Of(e.State), Text = e.Error?.Error.Message },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    static string KindOf(JournalEvent about) => JsonNamingPolicy.CamelCase.ConvertName(about.GetType().Name);

    static JsonElement Element(JsonObject node) => JsonSerializer.SerializeToElement(node);
}
