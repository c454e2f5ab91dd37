using System.Text.Json;
using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Deploys.Checks;

/// <summary>What one attempt asked and what it saw, as it is kept in the run's journal for people.</summary>
/// <param name="Round">The round's name, where there are several.</param>
/// <param name="Number">Which attempt of the round, from 1.</param>
/// <param name="At">When it began.</param>
/// <param name="Checks">What was asked, in order.</param>
/// <param name="TimeoutMs">Most milliseconds that each might take; null where an earlier version wrote it.</param>
public sealed record CheckAttempt(string? Round, int Number, DateTimeOffset At, IReadOnlyList<AskedCheck> Checks, double? TimeoutMs = null)
{
    // So many wrong answers tell what is to be told; an attempt may ask for 500 pages.
    const int MostBodies = 20;

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>An attempt with its results; the bodies of answers that passed are left out.</summary>
    public static CheckAttempt Of(CheckRound round, int number, DateTimeOffset at, IReadOnlyList<CheckResult> results)
    {
        var bodies = 0;
        return new CheckAttempt(round.Name, number, at,
        [
            .. round.Demand.Asked().Zip(results, (asked, result) => new AskedCheck(
                asked.What, asked.Expected, result.Passed, result.Cause, result.Status, Math.Round(result.Latency.TotalMilliseconds, 1),
                !result.Passed && bodies++ < MostBodies ? result.Body : null, result.Note)),
        ],
        round.Timeout.TotalMilliseconds);
    }

    /// <summary>As what a step has seen.</summary>
    internal static JsonObject? ToSeen(IReadOnlyList<CheckAttempt> attempts) =>
        attempts.Count == 0 ? null : new JsonObject { ["attempts"] = JsonSerializer.SerializeToNode(attempts, Json) };

    /// <summary>The attempts of all steps that a journal tells of, in order.</summary>
    public static IEnumerable<(string Step, CheckAttempt Attempt)> InJournal(IEnumerable<JournalEntry> journal) =>
        from entry in journal
        let found = entry.Event switch
        {
            JournalEvent.StepWaiting { Seen: { } seen } e => (e.Step, Seen: seen),
            JournalEvent.StepSucceeded { Seen: { } seen } e => (e.Step, Seen: seen),
            JournalEvent.StepFailed { Seen: { } seen } e => (e.Step, Seen: seen),
            _ => default,
        }
        where found.Seen is not null
        from attempt in In(found.Seen)
        select (found.Step, attempt);

    /// <summary>The attempts in what a step has seen.</summary>
    public static IReadOnlyList<CheckAttempt> In(JsonObject seen) => seen["attempts"].Deserialize<List<CheckAttempt>>(Json) ?? [];
}

/// <summary>One thing that was asked, and what came of it.</summary>
/// <param name="Asked">A target or a command.</param>
/// <param name="Expected">What would have been right.</param>
/// <param name="Passed">Whether it was.</param>
/// <param name="Cause">One sentence on what happened.</param>
/// <param name="Status">The status that was answered; null when there was none.</param>
/// <param name="LatencyMs">From the question to the verdict, in milliseconds.</param>
/// <param name="Body">The begin of a wrong answer or of a command's output, up to 2 KB.</param>
/// <param name="Note">What a person should know besides.</param>
public sealed record AskedCheck(string Asked, string Expected, bool Passed, string Cause, int? Status, double LatencyMs, string? Body, string? Note);
