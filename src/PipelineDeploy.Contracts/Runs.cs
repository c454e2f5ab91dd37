namespace PipelineDeploy.Contracts;

/// <summary>One run of a pipeline for an app.</summary>
/// <param name="Id">Its number, unique on the server.</param>
/// <param name="App">The app it deploys.</param>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="State"><c>queued</c>, <c>running</c>, <c>waiting</c>, <c>succeeded</c>, <c>failed</c>, <c>rolledBack</c>, <c>cancelled</c>, <c>superseded</c> or <c>needsAttention</c>.</param>
/// <param name="Trigger">What started it: <c>api</c>, <c>cli</c>, <c>git</c>, <c>webhook</c>, <c>schedule</c>, <c>retry</c>, <c>rollback</c>, <c>config</c>, <c>promotion</c>.</param>
/// <param name="Actor">Who started it.</param>
/// <param name="Release">Number of the release it made, once there is one, or goes back to.</param>
/// <param name="CreatedAt">When it was accepted.</param>
/// <param name="StartedAt">When it first did something.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Steps">Its steps in the order of the pipeline; empty in lists.</param>
/// <param name="PipelineVersion">Which version of the pipeline it runs; null for runs from before there were versions.</param>
/// <param name="Hold">Why it waits to begin; null when it does not.</param>
/// <param name="RetryOf">The run that it goes on with; null in lists.</param>
/// <param name="Git">The commit that it builds, when its source was fetched from a git repository.</param>
public sealed record RunView(
    long Id,
    string App,
    string Pipeline,
    string State,
    string Trigger,
    string Actor,
    int? Release,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    RunError? Error,
    IReadOnlyList<StepView> Steps,
    int? PipelineVersion = null,
    RunHoldView? Hold = null,
    long? RetryOf = null,
    RunGitView? Git = null)
{
    /// <summary>Whether it will never change again.</summary>
    public bool IsFinished => State is not ("queued" or "running" or "waiting");
}

/// <summary>A commit that a run builds.</summary>
/// <param name="Url">The repository.</param>
/// <param name="Ref">What of it was wanted.</param>
/// <param name="Commit">The commit that this was.</param>
public sealed record RunGitView(string Url, string Ref, string Commit);

/// <summary>How a run that has ended goes on.</summary>
/// <param name="From">The step to go on from; null for what is missing, or for the undoing that could not be finished.</param>
public sealed record RetryRun(string? From = null);

/// <summary>Why a run or a step failed.</summary>
/// <param name="Code">Stable, e.g. <c>checks.failed</c>.</param>
/// <param name="Message">What was wrong and where.</param>
/// <param name="Hint">What to do.</param>
/// <param name="Detail">What was seen: a response body, an exit code, the container's last lines.</param>
/// <param name="Step">The step that failed.</param>
public sealed record RunError(string Code, string Message, string? Hint, string? Detail, string? Step);

/// <summary>One step of a run.</summary>
/// <param name="Id">Its id in the pipeline.</param>
/// <param name="Uses">Its kind, e.g. <c>switch</c>.</param>
/// <param name="State"><c>pending</c>, <c>running</c>, <c>waiting</c>, <c>succeeded</c>, <c>failed</c>, <c>skipped</c>, <c>compensating</c>, <c>compensated</c> or <c>compensationFailed</c>.</param>
/// <param name="Attempt">Which try, from 1; 0 before the first.</param>
/// <param name="StartedAt">When it first started.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="WaitingUntil">The moment it sleeps until, while it waits.</param>
/// <param name="Note">What it waits for or what it did, in a few words.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Approval">What it asks people for and what they answered, when its kind is <c>approve</c>.</param>
/// <param name="Signal">The name of the signal that it waits for.</param>
public sealed record StepView(
    string Id,
    string Uses,
    string State,
    int Attempt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    DateTimeOffset? WaitingUntil,
    string? Note,
    RunError? Error,
    ApprovalView? Approval = null,
    string? Signal = null);

/// <summary>A page of runs, newest first.</summary>
/// <param name="Items">The runs.</param>
/// <param name="Next">Hand it as <c>before</c> to get the next page; null at the end.</param>
public sealed record RunPage(IReadOnlyList<RunView> Items, long? Next);

/// <summary>
/// One event of a run's stream, in order. As server-sent event its type is <see cref="Type"/> and its id is what
/// <c>Last-Event-ID</c> resumes from.
/// </summary>
/// <param name="Type"><c>run</c> (state of the run and all its steps changed), <c>log</c> (a line was written) or <c>end</c> (nothing follows).</param>
/// <param name="Id">Position in the stream.</param>
/// <param name="Run">The run as it is now, when <see cref="Type"/> is <c>run</c> or <c>end</c>.</param>
/// <param name="Line">The line, when <see cref="Type"/> is <c>log</c>.</param>
public sealed record RunEvent(string Type, string Id, RunView? Run = null, RunLogLine? Line = null);

/// <summary>A page of a run's log, oldest first.</summary>
/// <param name="Items">The lines.</param>
/// <param name="Next">Hand it as <c>from</c> to get the next page; null when there is no more so far.</param>
/// <param name="Total">How many lines the run has written so far, in all steps.</param>
public sealed record RunLogPage(IReadOnlyList<RunLogLine> Items, long? Next, long Total = 0);

/// <summary>One line of a run's log.</summary>
/// <param name="Seq">Its number among the lines of the run, from 1.</param>
/// <param name="At">When it was written.</param>
/// <param name="Step">The step that wrote it.</param>
/// <param name="Attempt">Which try of the step.</param>
/// <param name="Text">The line.</param>
public sealed record RunLogLine(long Seq, DateTimeOffset At, string Step, int Attempt, string Text);
