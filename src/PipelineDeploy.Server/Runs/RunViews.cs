using System.Text.Json.Nodes;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Postgres.Runs;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Waiting;

namespace PipelineDeploy.Server.Runs;

/// <summary>Makes what the API shows of runs.</summary>
sealed class RunViews(IRunStore runs, RunLists lists, IReleaseStore releases)
{
    const string RetryTrigger = "retry";

    /// <summary>A run with its steps.</summary>
    public async Task<RunView> ViewAsync(Run run, CancellationToken cancellationToken)
    {
        var steps = (await runs.ReadStepsAsync(run.Id, cancellationToken)).ToDictionary(step => step.Id);
        var asks = run.Definition.Steps.Where(step => step.Uses == ApproveStep.Kind).Select(step => step.Id).ToHashSet();
        var journal = asks.Count > 0 || run.Trigger == RetryTrigger ? await JournalOfAsync(run, cancellationToken) : [];
        var continues = journal.Count > 0 ? journal[0].Event as JournalEvent.RunContinues : null;
        var release = await releases.FindByRunAsync(run.Id, cancellationToken)
            ?? (continues?.Origin is { } origin ? await releases.FindByRunAsync(origin, cancellationToken) : null);
        var views = run.Definition.Steps.Select(step => StepOf(
            step, steps.GetValueOrDefault(step.Id), run, asks.Contains(step.Id) ? Approval.VotesIn(journal, step.Id) : []));
        return ViewOf(RunSummary.Of(run), release?.Number ?? WantedBy(run.Inputs), [.. views]) with { RetryOf = continues?.Run };
    }

    // A run that was put aside because of its journal must still be seen, with the reason.
    async Task<IReadOnlyList<JournalEntry>> JournalOfAsync(Run run, CancellationToken cancellationToken)
    {
        try
        {
            return await runs.ReadJournalAsync(run.Id, 0, cancellationToken);
        }
        catch (UserErrorException e) when (e.Error.Code == UnreadableRunException.Code)
        {
            return [];
        }
    }

    /// <summary>A page of runs, newest first, without their steps.</summary>
    /// <param name="apps">Only those of these apps; null for all.</param>
    /// <param name="before">Only those with a lower number; null from the newest.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<RunPage> PageAsync(IReadOnlyCollection<string>? apps, long? before, int limit, CancellationToken cancellationToken)
    {
        var views = await ViewsAsync(await lists.NewestAsync(apps, before, limit, cancellationToken), cancellationToken);
        return new RunPage(views, views.Count == limit ? views[^1].Id : null);
    }

    /// <summary>A page of the runs that somebody may see.</summary>
    public Task<RunPage> PageAsync(Rights rights, string? app, long? before, int limit, CancellationToken cancellationToken)
    {
        IReadOnlyCollection<string>? seen = app is not null ? (rights.See(app) ? [app] : []) : rights.Everywhere is not null ? null : [.. rights.Apps.Keys];
        return PageAsync(seen, before, limit, cancellationToken);
    }

    /// <summary>The newest run of an app, or null.</summary>
    public async Task<RunView?> LatestAsync(string app, CancellationToken cancellationToken) =>
        (await LatestAsync([app], cancellationToken)).GetValueOrDefault(app);

    /// <summary>The newest run of each of these apps, by app; one without any is missing.</summary>
    public async Task<IReadOnlyDictionary<string, RunView>> LatestAsync(IReadOnlyCollection<string> apps, CancellationToken cancellationToken) =>
        (await ViewsAsync(await lists.NewestOfEachAsync(apps, cancellationToken), cancellationToken)).ToDictionary(run => run.App);

    async Task<IReadOnlyList<RunView>> ViewsAsync(IReadOnlyList<RunSummary> list, CancellationToken cancellationToken)
    {
        var numbers = await releases.NumbersByRunAsync([.. list.Select(run => run.Id)], cancellationToken);
        return [.. list.Select(run => ViewOf(run, numbers.TryGetValue(run.Id, out var number) ? number : WantedBy(run.Inputs), []))];
    }

    static RunView ViewOf(RunSummary run, int? release, IReadOnlyList<StepView> steps) => new(
        run.Id, run.Subject, run.Pipeline, RunStateText.Of(run.State), run.Trigger, run.Actor, release,
        run.CreatedAt, run.StartedAt, run.FinishedAt, ErrorOf(run.Error), steps, run.PipelineVersion,
        run.Hold is { } hold ? new RunHoldView(hold.Until, hold.Reason) : null,
        Git: GitOrigin.Of(run.Inputs) is { } git ? new RunGitView(git.Url, git.Ref, git.Commit) : null);

    /// <summary>A step as it stands; <paramref name="seen"/> is null when nothing has happened to it.</summary>
    internal static StepView StepOf(StepDefinition step, StepHistory? seen, Run run, IEnumerable<Vote>? votes = null) => seen is null
        ? new StepView(step.Id, step.Uses, run.State.IsTerminal() ? "skipped" : "pending", 0, null, null, null, null, null)
        : new StepView(step.Id, step.Uses, StateOf(seen, run), seen.Attempt, seen.StartedAt, seen.FinishedAt, seen.WaitingUntil, seen.Note, ErrorOf(seen.Error),
            step.Uses == ApproveStep.Kind ? ApprovalOf(seen, run, votes ?? []) : null,
            seen.State == StepState.Waiting && step.Uses != ApproveStep.Kind ? seen.AwaitedSignal : null);

    // The answers of an earlier attempt do not count any more.
    static ApprovalView? ApprovalOf(StepHistory seen, Run run, IEnumerable<Vote> votes) => seen.Memory is { } memory && Approval.Of(memory) is var asked
        ? new ApprovalView(
            asked.Message, asked.Needed, asked.From, asked.NotBy, Approval.Of(seen) is not null && !run.State.IsTerminal(),
            [.. votes.Where(vote => vote.At >= seen.AttemptStartedAt).Select(vote => new VoteView(vote.Actor, vote.Approves ? "approved" : "rejected", vote.Comment, vote.At))])
        : null;

    // A rollback makes no release, it goes back to one.
    static int? WantedBy(JsonObject inputs) => inputs["rollback"] is not null && inputs["release"] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    static RunError? ErrorOf(StepError? error) =>
        error is null ? null : new RunError(error.Error.Code, error.Error.Message, error.Error.Hint, error.Detail, error.Step);

    // A step that failed and was then undone is shown as what the reader looks for: failed.
    static string StateOf(StepHistory step, Run run) => step.State switch
    {
        // Another step ended the run while this one waited for its next attempt.
        StepState.Retrying => run.State.IsTerminal() ? "failed" : "waiting",
        StepState.Compensated when step.HasFailed => "failed",
        StepState.Interrupted => "running",
        StepState.CompensationFailed => "compensationFailed",
        var state => state.ToString().ToLowerInvariant(),
    };
}
