using System.Text.Json;
using System.Text.Json.Nodes;

namespace PipelineDeploy.Deploys.Checks;

/// <summary>How far the rounds of a plan are: the state that a <c>check</c> step hands from one execution to the next.</summary>
/// <param name="Rounds">One for each round of the plan.</param>
sealed record CheckProgress(IReadOnlyList<RoundProgress> Rounds)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    internal bool IsPassed => Rounds.All(round => round.IsPassed);

    /// <summary>When the next attempt is due.</summary>
    internal DateTimeOffset Due => Rounds.Where(round => !round.IsPassed).Min(round => round.Due);

    /// <summary>As it is when the first attempt of each round is still to come.</summary>
    internal static CheckProgress Begin(CheckPlan plan, DateTimeOffset now) =>
        new([.. plan.Rounds.Select(round => new RoundProgress(1, now + round.Delay, now + round.Within))]);

    /// <summary>Reads what <see cref="ToState"/> wrote.</summary>
    internal static CheckProgress Of(JsonObject state) => state["rounds"] is { } rounds
        ? new CheckProgress(rounds.Deserialize<List<RoundProgress>>(Json) ?? throw new JsonException("The state of a check is null."))
        // Runs that were begun by an earlier version have one round.
        : new CheckProgress([new RoundProgress(state["attempt"]!.GetValue<int>(), state["due"]!.GetValue<DateTimeOffset>())]);

    internal JsonObject ToState() => new() { ["rounds"] = JsonSerializer.SerializeToNode(Rounds, Json) };
}

/// <summary>How far one round is.</summary>
/// <param name="Attempt">The attempt that comes next, from 1.</param>
/// <param name="Due">When.</param>
/// <param name="Until">When it is over however many attempts were made; null when attempts are counted.</param>
/// <param name="IsPassed">Whether it has passed.</param>
/// <param name="Cause">What the last attempt failed of, where only changes are told.</param>
sealed record RoundProgress(int Attempt, DateTimeOffset Due, DateTimeOffset? Until = null, bool IsPassed = false, string? Cause = null)
{
    /// <summary>This after an attempt that failed; null when it was the last one.</summary>
    internal RoundProgress? Next(CheckRound round, DateTimeOffset now, string cause)
    {
        var due = now + round.Wait;
        return Attempt >= round.Attempts || due > Until ? null : this with { Attempt = Attempt + 1, Due = due, Cause = cause };
    }
}
