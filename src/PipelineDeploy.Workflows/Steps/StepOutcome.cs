using System.Text.Json.Nodes;

namespace PipelineDeploy.Workflows.Steps;

/// <summary>How one execution of a step ended.</summary>
public abstract record StepOutcome
{
    StepOutcome()
    {
    }

    /// <summary>The step is done.</summary>
    /// <param name="Output">What later steps may read.</param>
    /// <param name="Note">What it did, in a few words.</param>
    /// <param name="Seen">What it saw, kept in the journal for people only: no step is handed it.</param>
    public sealed record Done(JsonObject Output, string? Note = null, JsonObject? Seen = null) : StepOutcome;

    /// <summary>Nothing to do until a moment; no thread waits. The step is executed again then, or earlier when the run is poked.</summary>
    /// <param name="Until">The moment.</param>
    /// <param name="State">Handed to the next execution.</param>
    /// <param name="Note">What it waits for, in a few words.</param>
    /// <param name="Seen">What it saw before it waits, kept in the journal for people only.</param>
    public sealed record WaitUntil(DateTimeOffset Until, JsonObject State, string Note, JsonObject? Seen = null) : StepOutcome;

    /// <summary>Nothing to do before a signal arrives, or a moment has come. The step is executed again then, with the signal or without.</summary>
    /// <param name="Signal">The name of the signal; one that arrived before, and that no step has taken, will do.</param>
    /// <param name="Until">The moment at which it stops waiting.</param>
    /// <param name="State">Handed to the next execution.</param>
    /// <param name="Note">What it waits for, in a few words.</param>
    public sealed record WaitFor(string Signal, DateTimeOffset Until, JsonObject State, string Note) : StepOutcome;

    /// <summary>The step failed.</summary>
    /// <param name="Error">What was wrong, and what to do.</param>
    /// <param name="Detail">What was seen: a response body, an exit code, a container's last lines.</param>
    /// <param name="IsRetryable">Whether another attempt may well succeed; it gets one when the pipeline's <c>retry</c> allows it.</param>
    /// <param name="Seen">What it saw, kept in the journal for people only.</param>
    public sealed record Failed(UserError Error, string? Detail = null, bool IsRetryable = false, JsonObject? Seen = null) : StepOutcome;
}
