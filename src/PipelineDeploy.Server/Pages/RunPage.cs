using PipelineDeploy.Contracts;

namespace PipelineDeploy.Server.Pages;

/// <summary>What is known of one run.</summary>
/// <param name="Run">The run with its steps.</param>
/// <param name="Serving">Number of the release of its app that serves now, or null.</param>
/// <param name="Log">Its last lines.</param>
/// <param name="HasMore">Whether there are lines before them.</param>
/// <param name="User">Who looks.</param>
/// <param name="Checks">What its checks have asked and seen; null when it has none.</param>
sealed record RunFacts(
    RunView Run, int? Serving, IReadOnlyList<RunLogLine> Log, bool HasMore, string User = "", IReadOnlyList<CheckAttemptView>? Checks = null)
{
    /// <summary>The field that forms need.</summary>
    public Html FormField { get; init; }

    /// <summary>Whether who looks may also cancel, retry and answer.</summary>
    public bool MayDeploy { get; init; } = true;
}

/// <summary>One run: why it failed if it did, its steps, its log.</summary>
static class RunPage
{
    /// <summary>How many lines of the log it shows; page.js keeps to it as well.</summary>
    public const int Lines = 2000;

    public static Page Render(RunFacts facts, DateTimeOffset now)
    {
        var run = facts.Run;
        return new Page(
            $"Run {run.Id} of {run.App}",
            Html.Of($"{Head(facts, now)}{Hold(run)}{ApprovalCard.Of(facts)}{Cause(facts)}{StepTable.Render(run, now)}{ChecksCard.Of(facts.Checks ?? [])}"),
            LogSection(facts),
            run.IsFinished ? null : 5,
            run.IsFinished ? null : $"/api/v1/runs/{run.Id}/events");
    }

    static Html Head(RunFacts facts, DateTimeOffset now)
    {
        var run = facts.Run;
        return Html.Of(
            $"""
            <nav class="crumbs" aria-label="Where this is"><a href="/">Overview</a> / <a href="/apps/{run.App}">{run.App}</a> / Run {run.Id}</nav>
            <div class="row head"><h1>Run {run.Id}</h1><span role="status">{StatusMark.OfRun(run)}</span>{Button(facts)}</div>
            <dl class="facts">
            {Fact("App", Html.Of($"""<a href="/apps/{run.App}">{run.App}</a>"""))}
            {Fact("Pipeline", Html.Of($"{run.Pipeline}"))}
            {(run.Release is { } release ? Fact("Release", Html.Of($"v{release}")) : Html.Empty)}
            {(run.Git is { } git ? Fact("Source", Html.Of($"{PlainText.Of(git.Url)} at {git.Ref}, <code>{git.Commit[..Math.Min(12, git.Commit.Length)]}</code>")) : Html.Empty)}
            {Fact("Started by", Html.Of($"{run.Actor}, {run.Trigger}"))}
            {(run.RetryOf is { } earlier ? Fact("Goes on with", Html.Of($"""<a href="/runs/{earlier}">run {earlier}</a>""")) : Html.Empty)}
            {Fact("Created", Moment.Full(run.CreatedAt))}
            {(run.StartedAt is { } started ? Fact(run.IsFinished ? "Took" : "Running for", Moment.Took(started, run.FinishedAt, now)) : Html.Empty)}
            </dl>
            """);
    }

    static Html Fact(string name, Html value) => Html.Of($"<div><dt>{name}</dt><dd>{value}</dd></div>");

    static Html Button(RunFacts facts) => facts switch
    {
        { MayDeploy: false } => Html.Empty,
        { Run: { IsFinished: false } run } => Html.Of($"""<form method="post" action="/runs/{run.Id}/cancel">{facts.FormField}<button class="button" id="cancel">Cancel this run</button></form>"""),
        { Run: { State: "failed" or "rolledBack" or "cancelled" or "needsAttention" } run } =>
            Html.Of($"""<form method="post" action="/runs/{run.Id}/retry">{facts.FormField}<button class="button" id="retry">Retry</button></form>"""),
        _ => Html.Empty,
    };

    static Html Hold(RunView run) => run.Hold is { } hold
        ? Html.Of(
            $"""
            <section class="card" aria-labelledby="hold">
            <h2 id="hold">It waits to begin until {Moment.Full(hold.Until)}</h2>
            <p>{PlainText.Of(hold.Reason)}</p>
            <p class="dim">It begins then by itself. To begin at once: <code>pdeploy runs override {run.Id} --reason "…"</code></p>
            </section>
            """)
        : Html.Empty;

    // A run that is still undoing what it did has no error of its own yet, but its reader wants to know why already.
    static Html Cause(RunFacts facts) => (facts.Run.Error ?? facts.Run.Steps.FirstOrDefault(step => step.Error is not null)?.Error) is { } error
        ? Html.Of(
            $"""
            <section class="card failure" aria-labelledby="why">
            <h2 id="why">{(error.Step is { } step ? $"{step}: " : "")}{PlainText.Of(error.Message)}</h2>
            {(error.Hint is { } hint ? Html.Of($"<p>{PlainText.Of(hint)}</p>") : Html.Empty)}
            {(string.IsNullOrWhiteSpace(error.Detail) ? Html.Empty : Html.Of($"""<pre tabindex="0" aria-label="What was seen">{PlainText.Of(error.Detail)}</pre>"""))}
            <p class="dim">{Consequence(facts)}</p>
            </section>
            """)
        : Html.Empty;

    static string Consequence(RunFacts facts) => facts switch
    {
        { Run.State: "needsAttention" } => "It could not be finished. A person must look before the next deploy of this app can start: put right what stood in its way and press Retry, or give the app free with 'pdeploy runs cancel'.",
        { Run.IsFinished: false } => "What it did is being undone.",
        { Serving: { } release } => $"v{release} serves.",
        _ => "Nothing serves yet.",
    };

    static Html LogSection(RunFacts facts) => Html.Of(
        $"""
        <section aria-labelledby="log-title">
        <div class="row"><h2 id="log-title">Log</h2><label class="follow" hidden><input type="checkbox" id="follow" checked> Follow</label></div>
        <p class="dim" id="more"{(facts.HasMore ? Html.Empty : Html.Of($" hidden"))}>Only the last {Lines} lines are shown. All of them: <code>pdeploy runs logs {facts.Run.Id}</code></p>
        <div class="log" id="log" role="log" aria-labelledby="log-title" tabindex="0" data-last="{(facts.Log.Count == 0 ? 0 : facts.Log[^1].Seq)}" data-keep="{Lines}">{facts.Log.Select(Line)}</div>
        </section>
        """);

    static Html Line(RunLogLine line) => Html.Of(
        $"""<div class="line">{Moment.Clock(line.At)}<span class="of">{line.Step}</span><span class="text">{PlainText.Of(line.Text)}</span></div>""");
}
