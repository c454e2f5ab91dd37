using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Postgres.Runs;

/// <summary>A row of <c>runs</c> as the driver of the database hands it over.</summary>
sealed record RunRow
{
    /// <summary>The columns that make one.</summary>
    public const string Columns =
        """
        id as "Id", subject as "Subject", pipeline as "Pipeline", definition as "Definition", inputs as "Inputs", state as "State", trigger as "Trigger", actor as "Actor",
        fence as "Fence", created_at as "CreatedAt", started_at as "StartedAt", finished_at as "FinishedAt", error as "Error",
        pipeline_version as "PipelineVersion", held_until as "HeldUntil", held_because as "HeldBecause",
        trace_parent as "TraceParent"
        """;

    public required long Id { get; init; }

    public required string Subject { get; init; }

    public required string Pipeline { get; init; }

    public required string Definition { get; init; }

    public required string Inputs { get; init; }

    public required string State { get; init; }

    public required string Trigger { get; init; }

    public required string Actor { get; init; }

    public required long Fence { get; init; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? StartedAt { get; init; }

    public DateTime? FinishedAt { get; init; }

    public string? Error { get; init; }

    public int? PipelineVersion { get; init; }

    public DateTime? HeldUntil { get; init; }

    public string? HeldBecause { get; init; }

    public string? TraceParent { get; init; }

    /// <summary>The run. What of it cannot be read is as if it were empty: one damaged row must not take the lists that it is in with it.</summary>
    public Run ToRun()
    {
        var (definition, inputs) = (Json.TryRead<PipelineDefinition>(Definition) is { } read && IsWhole(read) ? read : null, Json.TryRead<JsonObject>(Inputs));
        var unreadable = definition is null ? "its pipeline" : inputs is null ? "its inputs" : null;
        return new Run(
            Id, Subject, definition ?? new PipelineDefinition(Pipeline, null, []), inputs ?? [], RunStateText.Parse(State), Trigger, Actor,
            CreatedAt, StartedAt, FinishedAt, ErrorOf(Id, Error), PipelineVersion, HeldUntil is { } until ? new RunHold(until, HeldBecause!) : null, TraceParent)
        {
            Unreadable = unreadable is null ? null : UnreadableRunException.ErrorOf(Id, unreadable),
        };
    }

    static bool IsWhole(PipelineDefinition definition) => definition is { Name: not null, Steps: not null }
        && definition.Steps.All(step => step is { Id: not null, Uses: not null, Needs: not null, With: not null });

    /// <summary>Why a run failed, as it is stored.</summary>
    public static StepError? ErrorOf(long run, string? stored) => stored is null ? null
        : Json.TryRead<StepError>(stored) is { Error: not null } error ? error
        : new StepError("", UnreadableRunException.ErrorOf(run, "the reason why it ended"), null);
}

/// <summary>Run states as they are stored and as the API writes them.</summary>
public static class RunStateText
{
    /// <summary>The state's word, e.g. <c>rolledBack</c>.</summary>
    public static string Of(RunState state) => state switch
    {
        RunState.RolledBack => "rolledBack",
        RunState.NeedsAttention => "needsAttention",
        _ => state.ToString().ToLowerInvariant(),
    };

    /// <summary>The state of a word.</summary>
    public static RunState Parse(string word) => Enum.Parse<RunState>(word, ignoreCase: true);
}
