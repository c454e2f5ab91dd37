using System.Text.Json.Nodes;

namespace PipelineDeploy.Contracts;

/// <summary>What a step asks people for, and what they answered.</summary>
/// <param name="Message">What is asked.</param>
/// <param name="Needed">How many must approve.</param>
/// <param name="From">Who may answer; empty for everybody.</param>
/// <param name="NotBy">Who may not, because the run is theirs.</param>
/// <param name="IsOpen">Whether it still waits for answers.</param>
/// <param name="Votes">The answers, in order.</param>
public sealed record ApprovalView(
    string Message, int Needed, IReadOnlyList<string> From, IReadOnlyList<string> NotBy, bool IsOpen, IReadOnlyList<VoteView> Votes)
{
    /// <summary>Whether an answer of this person would count.</summary>
    public bool MayAnswer(string actor) => !NotBy.Contains(actor, StringComparer.Ordinal) && (From.Count == 0 || From.Contains(actor, StringComparer.Ordinal));
}

/// <summary>One person's answer.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Verdict"><c>approved</c> or <c>rejected</c>.</param>
/// <param name="Comment">What was said with it.</param>
/// <param name="At">When.</param>
public sealed record VoteView(string Actor, string Verdict, string? Comment, DateTimeOffset At);

/// <summary>An answer to a step that asks for approval.</summary>
/// <param name="Step">The step; null for the only one that asks.</param>
/// <param name="Comment">What is said with it; at most 1000 characters.</param>
public sealed record AnswerApproval(string? Step = null, string? Comment = null);

/// <summary>A signal to a run.</summary>
/// <param name="Id">Sending the same id again changes nothing; the server makes one when it is left out.</param>
/// <param name="Payload">What the step that waits for it gets; at most 16 KiB.</param>
public sealed record SendSignal(string? Id = null, JsonNode? Payload = null);
