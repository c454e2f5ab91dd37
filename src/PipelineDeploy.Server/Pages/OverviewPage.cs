using PipelineDeploy.Contracts;

namespace PipelineDeploy.Server.Pages;

/// <summary>All apps: what serves, where, and what happened last.</summary>
static class OverviewPage
{
    public static Page Render(IReadOnlyList<AppView> apps, DateTimeOffset now) => new(
        "Overview",
        Html.Of($"""<h1>Overview</h1>{(apps.Count == 0 ? Nothing : Html.Of($"""<ul class="cards">{apps.Select(app => Card(app, now))}</ul>"""))}"""),
        ReloadEvery: 10);

    /// <summary>The addresses of an app, as links.</summary>
    public static Html Addresses(AppView app) =>
        Html.Of($"""<ul class="addresses">{app.Urls.Select(url => Html.Of($"""<li><a href="{url}" rel="noreferrer">{url}</a></li>"""))}</ul>""");

    static Html Nothing { get; } = Html.Of(
        $"""
        <section class="card message">
        <h2>There is no app yet</h2>
        <p>Create one, then deploy the folder you are in; it needs a Dockerfile.</p>
        <pre>pdeploy apps create hello
        pdeploy deploy . -a hello</pre>
        </section>
        """);

    static Html Card(AppView app, DateTimeOffset now) => Html.Of(
        $"""
        <li class="card app">
        <div class="row"><h2><a href="/apps/{app.Name}">{app.Name}</a></h2>{StatusMark.OfServing(app.ServingRelease)}</div>
        {(app.ServingSince is { } since ? Html.Of($"""<p class="dim">since {Moment.Ago(since, now)}</p>""") : Html.Empty)}
        {Addresses(app)}
        {(app.LatestRun is { } run ? Latest(run, now) : Html.Of($"<p>Deploy it:</p><pre>pdeploy deploy . -a {app.Name}</pre>"))}
        </li>
        """);

    static Html Latest(RunView run, DateTimeOffset now) => Html.Of(
        $"""
        <p class="row latest"><a href="/runs/{run.Id}">Run {run.Id}</a>{StatusMark.OfRun(run)}<span class="dim">{Moment.Ago(run.CreatedAt, now)}</span></p>
        {(run.Error is { } error ? Html.Of($"""<p class="why">{PlainText.Of(error.Message)}</p>""") : Html.Empty)}
        """);
}
