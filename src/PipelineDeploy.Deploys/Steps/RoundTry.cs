using PipelineDeploy.Deploys.Checks;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Steps;

/// <summary>One round in one execution of a <c>check</c> step: tried when it was due, and how it goes on.</summary>
/// <param name="Round">The round.</param>
/// <param name="Before">How far it was.</param>
/// <param name="Results">What came of the attempt; empty when none was due.</param>
/// <param name="Next">How far it is now; null when it has failed for good.</param>
sealed record RoundTry(CheckRound Round, RoundProgress Before, IReadOnlyList<CheckResult> Results, RoundProgress? Next)
{
    public bool HasFailed => Next is null;

    public int Failures => Results.Count(result => !result.Passed);

    /// <summary>What was answered in place of what was expected.</summary>
    public string? Answer => Results.FirstOrDefault(result => !result.Passed)?.Body;

    // What is asked twice a second is told only when something changes.
    bool IsNews => Round.Within is null || Next is null || Next.IsPassed || Next.Cause != Before.Cause;

    public static async Task<RoundTry> MakeAsync(
        CheckRound round, RoundProgress at, ContainerInfo container, DateTimeOffset now, CheckRunner runner, CancellationToken cancellationToken)
    {
        // Docker's verdict may be there before it is looked for.
        if (at.IsPassed || (at.Due > now && round.Demand is not CheckDemand.DockerHealth))
        {
            return new RoundTry(round, at, [], at);
        }

        var left = at.Until is { } until && until - now < round.Timeout ? until - now : round.Timeout;
        var results = await runner.AttemptAsync(round, container, left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken);
        var cause = results.FirstOrDefault(result => !result.Passed)?.Cause;
        var isVerdict = round.Demand is CheckDemand.DockerHealth && container.Health is { Status: "unhealthy" };
        return new RoundTry(round, at, results, cause is null ? at with { IsPassed = true } : isVerdict ? null : at.Next(round, runner.Now, cause));
    }

    /// <summary>The lines that tell of it.</summary>
    /// <param name="failed">How many checks failed when the deploy fails now; null when it goes on.</param>
    public IEnumerable<string> Transcript(int? failed) => (Results, Next) switch
    {
        ([], _) => [],
        (_, { IsPassed: true }) => Round.Demand is CheckDemand.Uptime ? [] : CheckTranscript.Attempted(Before.Attempt, Round, Results),
        (_, null) => CheckTranscript.Attempted(Before.Attempt, Round, Results, failed),
        (_, { Cause: { } cause }) when Round.Within is not null => IsNews ? [CheckTranscript.Changed(Round, cause)] : [],
        (_, { } next) => [.. CheckTranscript.Attempted(Before.Attempt, Round, Results), .. failed is null ? [CheckTranscript.Attempt(next.Attempt, Round)] : Array.Empty<string>()],
    };

    /// <summary>As it is kept; null when nothing was asked, or nothing that is new was seen.</summary>
    public CheckAttempt? ToAttempt(DateTimeOffset at)
    {
        if (Results.Count == 0 || (!IsNews && Round.Demand is CheckDemand.DockerHealth))
        {
            return null;
        }

        var attempt = CheckAttempt.Of(Round, Before.Attempt, at, Results);
        return IsNews ? attempt : attempt with { Checks = [.. attempt.Checks.Select(check => check with { Body = null })] };
    }

    /// <summary>Why it has failed.</summary>
    public UserError Error()
    {
        var ((what, _), result) = Round.Demand.Asked().Zip(Results).First(pair => !pair.Second.Passed);
        var within = Round.Within is { } length && Round.Demand is CheckDemand.Requests ? $" (asked for {CheckWords.Seconds(length)} seconds)" : "";
        return new UserError("checks.failed", $"{what}: {result.Cause}{within}", "Look at the answer and the container's output.");
    }
}
