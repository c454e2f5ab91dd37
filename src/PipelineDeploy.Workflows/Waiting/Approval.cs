using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Waiting;

/// <summary>What an <c>approve</c> step asks for and what it has heard: the state that it hands from one execution to the next.</summary>
/// <param name="Needed">How many people must approve.</param>
/// <param name="From">Who may; empty for everybody.</param>
/// <param name="NotBy">Who may not, because the run is theirs.</param>
/// <param name="Message">What is asked.</param>
/// <param name="Until">What comes later does not count.</param>
/// <param name="OnTimeout">What follows when the time is over.</param>
/// <param name="Votes">What was answered, in order; at most one of a person.</param>
public sealed record Approval(
    int Needed, IReadOnlyList<string> From, IReadOnlyList<string> NotBy, string Message, DateTimeOffset Until, TimeoutVerdict OnTimeout, IReadOnlyList<Vote> Votes)
{
    const string SignalPrefix = "approve:";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <summary>The vote that ends it, if there is one.</summary>
    [JsonIgnore]
    public Vote? Rejection => Votes.FirstOrDefault(vote => !vote.Approves);

    /// <summary>Whether enough people have approved and nobody has rejected.</summary>
    [JsonIgnore]
    public bool IsGiven => Rejection is null && Votes.Count >= Needed;

    /// <summary>Whether so many people may approve at all.</summary>
    [JsonIgnore]
    public bool IsPossible => From.Count == 0 || From.Except(NotBy, StringComparer.Ordinal).Count() >= Needed;

    /// <summary>The name of the signals that answer a step.</summary>
    public static string SignalOf(string step) => SignalPrefix + step;

    /// <summary>The signal of one person's answer. Its id is the answer, so that giving it twice is giving it once.</summary>
    public static JournalEvent.SignalReceived SignalOf(StepHistory step, string actor, bool approves, string? comment) => new(
        $"{(approves ? "approve" : "reject")}:{step.Id}:{step.Attempt}:{actor}",
        SignalOf(step.Id),
        new JsonObject { ["approves"] = approves, ["comment"] = comment },
        actor);

    /// <summary>The answer that a signal carries.</summary>
    public static Vote VoteOf(ReceivedSignal signal) => new(
        signal.Actor, signal.Payload?["approves"]?.GetValue<bool>() ?? false, signal.Payload?["comment"]?.GetValue<string>(), signal.At);

    /// <summary>The answers to a step that are in a journal, in order.</summary>
    public static IReadOnlyList<Vote> VotesIn(IEnumerable<JournalEntry> journal, string step) =>
    [
        .. journal.Select(entry => entry.Event is JournalEvent.SignalReceived e && e.Name == SignalOf(step)
            ? VoteOf(new ReceivedSignal(e.Id, e.Name, e.Payload, e.Actor, entry.At))
            : null).OfType<Vote>(),
    ];

    /// <summary>What a step asks for; null when it does not wait for answers.</summary>
    public static Approval? Of(StepHistory step) =>
        step is { State: StepState.Waiting or StepState.Running or StepState.Interrupted, Memory: { } memory } ? Of(memory) : null;

    /// <summary>Reads what <see cref="ToState"/> wrote.</summary>
    public static Approval Of(JsonObject state) => state.Deserialize<Approval>(Json) ?? throw new JsonException("The state of an approval is null.");

    /// <summary>As a step's state.</summary>
    public JsonObject ToState() => JsonSerializer.SerializeToNode(this, Json)!.AsObject();

    /// <summary>Why a person's answer does not count; null when it does.</summary>
    public UserError? Refusal(string actor) => NotBy.Contains(actor, StringComparer.Ordinal)
        ? new UserError("approval.ownRun", $"'{actor}' started this run, so somebody else must answer", From.Count == 0 ? null : WhoMay())
        : From.Count > 0 && !From.Contains(actor, StringComparer.Ordinal)
            ? new UserError("approval.notAsked", $"'{actor}' is not among those who are asked", WhoMay())
            : null;

    /// <summary>This and one answer more. A person counts once; a rejection takes the place of an approval, never the other way round.</summary>
    public Approval With(Vote vote)
    {
        if (Refusal(vote.Actor) is not null || vote.At > Until || Votes.Any(first => first.Actor == vote.Actor && (vote.Approves || !first.Approves)))
        {
            return this;
        }

        return this with { Votes = [.. Votes.Where(first => first.Actor != vote.Actor), vote] };
    }

    string WhoMay() => $"Asked are {string.Join(", ", From.Except(NotBy, StringComparer.Ordinal))}.";
}

/// <summary>One person's answer.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Approves">Whether it is an approval; else it is a rejection.</param>
/// <param name="Comment">What was said with it.</param>
/// <param name="At">When.</param>
public sealed record Vote(string Actor, bool Approves, string? Comment, DateTimeOffset At);

/// <summary>What follows when too few have answered in time.</summary>
public enum TimeoutVerdict
{
    /// <summary>The step fails: nobody decided.</summary>
    Fail,

    /// <summary>It counts as rejected.</summary>
    Reject,

    /// <summary>It counts as approved.</summary>
    Approve,
}
