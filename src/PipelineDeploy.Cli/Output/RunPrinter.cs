using System.Globalization;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Output;

/// <summary>Turns a run's events into the lines that a person watches; the same events always give the same lines.</summary>
/// <param name="zone">The zone of the clock times shown.</param>
sealed class RunPrinter(TimeZoneInfo zone)
{
    readonly Dictionary<string, string> shown = new(StringComparer.Ordinal);
    long lastSeq = -1;

    /// <summary>The lines that an event adds; none when it says nothing new, as after a reconnect.</summary>
    public IEnumerable<OutputLine> Lines(RunEvent heard)
    {
        if (heard.Line is { } line)
        {
            return IsNew(line) ? [new OutputLine(line.Text)] : [];
        }

        return heard.Run is { } run ? [.. Hold(run), .. run.Steps.Where(HasChanged).Select(step => Step(step, zone))] : [];
    }

    // A held run does nothing else, so its reader must be told once why nothing happens.
    IEnumerable<OutputLine> Hold(RunView run)
    {
        var state = run.Hold?.ToString() ?? "";
        if (state == shown.GetValueOrDefault("\nhold", ""))
        {
            return [];
        }

        shown["\nhold"] = state;
        return run.Hold is { } hold
            ? [new OutputLine(string.Create(CultureInfo.InvariantCulture, $"… waits to begin until {TimeZoneInfo.ConvertTime(hold.Until, zone):yyyy-MM-dd HH:mm:ss}: {hold.Reason}"), Tone.Waiting)]
            : [];
    }

    /// <summary>A step as one line.</summary>
    public static OutputLine Step(StepView step, TimeZoneInfo zone) => step.State switch
    {
        "running" => new(Row("→", step, step.Attempt > 1 ? $"attempt {step.Attempt}" : step.Note ?? ""), Tone.Waiting),
        "waiting" => new(Row("…", step, Waiting(step, zone)), Tone.Waiting),
        "succeeded" => new(Row("✓", step, Join(Took(step), step.Note)), Tone.Good),
        "failed" => new(Row("✗", step, Join(Took(step), step.Error?.Message ?? "failed")), Tone.Bad),
        "skipped" => new(Row("-", step, Join("skipped", step.Note))),
        "compensating" => new(Row("↺", step, "undoing"), Tone.Waiting),
        "compensated" => new(Row("↺", step, "undone")),
        "compensationFailed" => new(Row("✗", step, $"could not be undone: {step.Error?.Message ?? "no reason given"}"), Tone.Bad),
        _ => new(Row("·", step, step.State)),
    };

    /// <summary>What people answered to a step, a line each.</summary>
    public static IEnumerable<OutputLine> Votes(StepView step, TimeZoneInfo zone) => (step.Approval?.Votes ?? []).Select(vote => new OutputLine(string.Create(
        CultureInfo.InvariantCulture,
        $"    {vote.Actor} {vote.Verdict} at {TimeZoneInfo.ConvertTime(vote.At, zone):yyyy-MM-dd HH:mm:ss}{(string.IsNullOrWhiteSpace(vote.Comment) ? "" : $": {vote.Comment}")}")));

    static string Row(string sign, StepView step, string text) => $"{sign} {step.Id,-16} {text}".TrimEnd();

    static string Took(StepView step) =>
        step is { StartedAt: { } from, FinishedAt: { } to } ? Duration.Text(to - from) : "";

    static string Waiting(StepView step, TimeZoneInfo zone)
    {
        var what = step.Note ?? "waiting";
        return step.WaitingUntil is { } until
            ? string.Create(CultureInfo.InvariantCulture, $"{what} (until {TimeZoneInfo.ConvertTime(until, zone):HH:mm:ss})")
            : what;
    }

    static string Join(string first, string? second) => string.Join("  ", new[] { first, second }.Where(part => !string.IsNullOrEmpty(part)));

    bool IsNew(RunLogLine line)
    {
        var isNew = line.Seq > lastSeq;
        lastSeq = Math.Max(lastSeq, line.Seq);
        return isNew;
    }

    bool HasChanged(StepView step)
    {
        // Between two waits a check runs for a moment; saying so each time would drown what matters.
        var state = step.State switch
        {
            "pending" => "",
            "running" => $"running {step.Attempt}",
            "waiting" => $"waiting {step.Note} {step.WaitingUntil?.ToUnixTimeSeconds()}",
            _ => step.State,
        };
        var before = shown.GetValueOrDefault(step.Id, "");
        var wakesUp = step.State == "running" && shown.GetValueOrDefault($"{step.Id}\nrunning", "") == state;
        if (state.Length == 0 || state == before || wakesUp)
        {
            return false;
        }

        shown[step.Id] = state;
        if (step.State == "running")
        {
            shown[$"{step.Id}\nrunning"] = state;
        }

        return true;
    }
}
