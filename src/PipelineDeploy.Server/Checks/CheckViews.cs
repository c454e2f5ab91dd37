using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Checks;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Server.Checks;

/// <summary>Makes what the API shows of checks.</summary>
static class CheckViews
{
    public static IReadOnlyList<CheckAttemptView> AttemptsIn(IEnumerable<JournalEntry> journal) =>
    [
        .. CheckAttempt.InJournal(journal).Select(found => new CheckAttemptView(
            found.Step, found.Attempt.Round, found.Attempt.Number, found.Attempt.At, [.. found.Attempt.Checks.Select(ViewOf)], found.Attempt.TimeoutMs)),
    ];

    public static AskedCheckView ViewOf(AskedCheck check) =>
        new(check.Asked, check.Expected, check.Passed, check.Cause, check.Status, check.LatencyMs, check.Body, check.Note);

    public static CheckPlanView ViewOf(CheckPlan plan) => new(plan.Source, CheckWords.Summary(plan), [.. plan.Rounds.Select(ViewOf)], plan.Warnings);

    public static ChecksProblemView ViewOf(ChecksProblem problem) => new(
        problem.Line, problem.Place, problem.Error.Code, problem.Error.Message, problem.Error.Hint, problem.IsWarning ? "warning" : "error");

    static CheckRoundView ViewOf(CheckRound round) => new(
        round.Name,
        [.. round.Demand.Asked().Select(asked => new ExpectationView(asked.What, asked.Expected))],
        round.Delay.TotalSeconds,
        round.Wait.TotalSeconds,
        round.Timeout.TotalSeconds,
        round.Within is null ? round.Attempts : null,
        round.Within?.TotalSeconds);
}
