using System.Globalization;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Server.Pages;

/// <summary>What the checks of a run have asked and what was answered, attempt by attempt.</summary>
static class ChecksCard
{
    /// <summary>So many attempts are shown, the newest first; a path may be asked for twice a second.</summary>
    const int Most = 50;

    public static Html Of(IReadOnlyList<CheckAttemptView> attempts) => attempts.Count == 0
        ? Html.Empty
        : Html.Of(
            $"""
            <section aria-labelledby="checks">
            <h2 id="checks">Checks</h2>
            <div class="card table" role="group" aria-labelledby="checks" tabindex="0"><table>
            <thead><tr><th scope="col">Attempt</th><th scope="col">At</th><th scope="col">Asked</th><th scope="col">Expected</th><th scope="col">Seen</th><th scope="col" class="number">Status</th><th scope="col" class="number">Took</th></tr></thead>
            <tbody>{attempts.Reverse().Take(Most).SelectMany(attempt => attempt.Checks.Select(check => Row(attempt, check)))}</tbody>
            </table></div>
            {(attempts.Count > Most ? Html.Of($"""<p class="dim">Only the last {Most} of {attempts.Count} attempts are shown.</p>""") : Html.Empty)}
            </section>
            """);

    static Html Row(CheckAttemptView attempt, AskedCheckView check) => Html.Of(
        $"""
        <tr class="{(check.Passed ? "succeeded" : "failed")}"><th scope="row">{(attempt.Round is { } round ? $"{round} " : "")}{attempt.Number}</th><td>{Moment.Clock(attempt.At)}</td>
        <td>{PlainText.Of(check.Asked)}</td><td>{PlainText.Of(check.Expected)}</td><td class="note">{(check.Passed ? "passed: " : "failed: ")}{PlainText.Of(check.Cause)}{Note(check)}{Body(check)}</td>
        <td class="number">{(check.Status is { } status ? $"{status}" : "–")}</td><td class="number">{Took(check)}</td></tr>
        """);

    static Html Note(AskedCheckView check) => check.Note is { } note ? Html.Of($" ({PlainText.Of(note)})") : Html.Empty;

    static Html Body(AskedCheckView check) => string.IsNullOrWhiteSpace(check.Body)
        ? Html.Empty
        : Html.Of($"""<details><summary>The answer</summary><pre tabindex="0">{PlainText.Of(check.Body)}</pre></details>""");

    static string Took(AskedCheckView check) => string.Create(CultureInfo.InvariantCulture, $"{check.LatencyMs:0} ms");
}
