using System.Globalization;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Server.Pages;

/// <summary>What is known of one app.</summary>
/// <param name="App">The app.</param>
/// <param name="Containers">Its containers, or null when Docker does not tell.</param>
/// <param name="Settings">Its settings as they hold now.</param>
/// <param name="Runs">Its last runs, newest first.</param>
/// <param name="Drift">What is not as it should be.</param>
sealed record AppFacts(
    AppView App, IReadOnlyList<ContainerView>? Containers, IReadOnlyList<SettingView> Settings, IReadOnlyList<RunView> Runs, IReadOnlyList<DriftView>? Drift = null);

/// <summary>One app: its containers, its last runs, its settings.</summary>
static class AppPage
{
    /// <summary>How many runs it shows.</summary>
    public const int Runs = 20;

    public static Page Render(AppFacts facts, DateTimeOffset now) => new(
        facts.App.Name,
        Html.Of(
            $"""
            <nav class="crumbs" aria-label="Where this is"><a href="/">Overview</a> / {facts.App.Name}</nav>
            <div class="row head"><h1>{facts.App.Name}</h1>{StatusMark.OfServing(facts.App.ServingRelease)}{Since(facts.App, now)}</div>
            {OverviewPage.Addresses(facts.App)}
            {(facts.Drift ?? []).Select(Notice)}
            {Section("containers", "Containers", facts.Containers is { } containers ? Containers(containers) : Unknown)}
            {Section("runs", "Runs", facts.Runs.Count == 0 ? Never(facts.App) : RunTable(facts.Runs, now))}
            {Section("settings", "Settings", Settings(facts))}
            """),
        ReloadEvery: 10);

    static Html Unknown { get; } = Html.Of(
        $"""<p class="notice wait" role="status">{Icon.Warning}<span>Docker does not answer, so its containers cannot be shown. Apps go on serving as long as their containers run.</span></p>""");

    static Html Notice(DriftView drift) => Html.Of(
        $"""<p class="notice fail" role="alert">{Icon.Warning}<span>{PlainText.Of(drift.Message)}. {PlainText.Of(drift.Hint ?? "")}</span></p>""");

    static Html Since(AppView app, DateTimeOffset now) =>
        app.ServingSince is { } since ? Html.Of($"""<span class="dim">since {Moment.Ago(since, now)}</span>""") : Html.Empty;

    static Html Never(AppView app) => Html.Of($"""<div class="card"><p>It was never deployed. In a folder with a Dockerfile:</p><pre>pdeploy deploy . -a {app.Name}</pre></div>""");

    static Html Section(string id, string title, Html content) => Html.Of($"""<section aria-labelledby="{id}"><h2 id="{id}">{title}</h2>{content}</section>""");

    static Html Table(string label, Html head, IEnumerable<Html> rows) => Html.Of(
        $"""<div class="card table" role="group" aria-labelledby="{label}" tabindex="0"><table class="{label}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>""");

    static Html Containers(IReadOnlyList<ContainerView> containers)
    {
        if (containers.Count == 0)
        {
            return Html.Of($"""<p class="card dim">None.</p>""");
        }

        var total = containers.Sum(container => container.Weight ?? 0);
        return Table(
            "containers",
            Html.Of($"""<th scope="col">Container</th><th scope="col">Slot</th><th scope="col">Release</th><th scope="col">State</th><th scope="col">Address</th><th scope="col" class="number">Traffic</th>"""),
            containers.Select(container => Html.Of(
                $"""
                <tr><th scope="row"><code>{container.Name}</code></th><td>{StatusMark.OfSlot(container.Slot)}</td><td data-label="release">{(container.Release is { } release ? $"v{release}" : "–")}</td>
                <td>{StatusMark.OfContainer(container.State)}</td><td data-label="at"><code>{container.Address ?? "–"}</code></td><td class="number" data-label="traffic">{Share(container.Weight, total)}</td></tr>
                """)));
    }

    static Html Share(int? weight, int total) => weight is { } mine
        ? Html.Of($"""{(total == 0 ? "0" : (100.0 * mine / total).ToString("0.#", CultureInfo.InvariantCulture))} % <span class="dim">weight {mine}</span>""")
        : Html.Of($"""<span class="dim">none</span>""");

    static Html RunTable(IReadOnlyList<RunView> runs, DateTimeOffset now) => Table(
        "runs",
        Html.Of($"""<th scope="col">Run</th><th scope="col">State</th><th scope="col">Release</th><th scope="col">Started by</th><th scope="col">When</th><th scope="col" class="number">Took</th>"""),
        runs.Select(run => Html.Of(
            $"""
            <tr><th scope="row"><a href="/runs/{run.Id}">Run {run.Id}</a></th><td>{StatusMark.OfRun(run)}{(run.Error is { } error ? Html.Of($"""<div class="why">{PlainText.Of(error.Message)}</div>""") : Html.Empty)}</td>
            <td data-label="release">{(run.Release is { } release ? $"v{release}" : "–")}</td><td>{run.Actor} <span class="dim">by {run.Trigger}</span></td><td>{Moment.Ago(run.CreatedAt, now)}</td>
            <td class="number" data-label="took">{(run.StartedAt is { } started ? Moment.Took(started, run.FinishedAt, now) : Html.Of($"–"))}</td></tr>
            """)));

    static Html Settings(AppFacts facts) => Html.Of(
        $"""
        {Table(
            "settings",
            Html.Of($"""<th scope="col">Setting</th><th scope="col">Value</th><th scope="col">From</th>"""),
            facts.Settings.Select(setting => Html.Of(
                $"""<tr><th scope="row"><code>{setting.Name}</code><div class="about">{setting.Description}</div></th><td>{(setting.Value.Length == 0 ? Html.Of($"""<span class="dim">empty</span>""") : Html.Of($"<code>{setting.Value}</code>"))}</td><td>{Origin(setting)}</td></tr>""")))}
        <p class="dim">Change one: <code>pdeploy settings set waitToRetire=10s -a {facts.App.Name}</code></p>
        """);

    static Html Origin(SettingView setting) => setting.Origin == "default"
        ? Html.Of($"""<span class="dim">default</span>""")
        : Html.Of($"""<strong>{setting.Origin}</strong>""");
}
