using System.Globalization;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Server.Pages;

/// <summary>The steps of a run in time.</summary>
static class StepTable
{
    public static Html Render(RunView run, DateTimeOffset now) => Html.Of(
        $"""
        <section aria-labelledby="steps">
        <h2 id="steps">Steps</h2>
        <div class="card table" role="group" aria-labelledby="steps" tabindex="0"><table class="steps">
        <thead><tr><th scope="col">Step</th><th scope="col">State</th><th scope="col" class="bars">Time</th><th scope="col" class="number">Attempt</th><th scope="col" class="number">Took</th><th scope="col">Note</th></tr></thead>
        <tbody>{run.Steps.Select(step => Row(step, run, now))}</tbody>
        </table></div>
        </section>
        """);

    static Html Row(StepView step, RunView run, DateTimeOffset now) => Html.Of(
        $"""
        <tr class="{step.State}"><th scope="row">{step.Id}</th><td>{StatusMark.OfStep(step)}</td>
        <td class="bars">{Bar(step, run, now)}</td><td class="number" data-label="attempt">{(step.Attempt == 0 ? "–" : $"{step.Attempt}")}</td>
        <td class="number" data-label="took">{(step.StartedAt is { } started ? Moment.Took(started, step.FinishedAt, now) : Html.Of($"–"))}</td><td class="note">{Note(step)}</td></tr>
        """);

    static Html Note(StepView step) => step switch
    {
        { State: "waiting", WaitingUntil: { } until } => Html.Of($"{step.Note} {Moment.Until(until)}"),
        { Error: { } error } => Html.Of($"{PlainText.Of(error.Message)}"),
        _ => Html.Of($"{step.Note}"),
    };

    // Attributes of SVG, because the pages allow no inline style.
    static Html Bar(StepView step, RunView run, DateTimeOffset now)
    {
        if (step.StartedAt is not { } from)
        {
            return Html.Empty;
        }

        var start = run.StartedAt ?? run.CreatedAt;
        var whole = (run.FinishedAt ?? now) - start;
        var left = Percent(from - start, whole);
        var width = Math.Min(Math.Max(Percent((step.FinishedAt ?? now) - from, whole), 1), 100);
        return Html.Of(
            $"""<svg class="bar" width="100%" height="14" aria-hidden="true"><rect class="{Tone(step.State)}" x="{Text(Math.Min(left, 100 - width))}%" width="{Text(width)}%" height="14" rx="4"/></svg>""");
    }

    static string Tone(string state) => state switch
    {
        "succeeded" => "ok",
        "failed" or "compensationFailed" => "fail",
        "waiting" => "wait",
        "compensating" or "compensated" => "back",
        _ => "run",
    };

    static double Percent(TimeSpan part, TimeSpan whole) => whole <= TimeSpan.Zero ? 0 : Math.Clamp(100 * (part / whole), 0, 100);

    static string Text(double percent) => percent.ToString("0.##", CultureInfo.InvariantCulture);
}
