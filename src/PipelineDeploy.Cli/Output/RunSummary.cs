using System.Globalization;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Output;

/// <summary>How a run ended, in words.</summary>
static class RunSummary
{
    /// <summary>One line: which run, how it ended, why.</summary>
    public static string Headline(RunView run)
    {
        var name = $"run {run.Id} of {run.App}";
        return run.State switch
        {
            "succeeded" => $"✓ {name} succeeded{(run.Release is { } release ? $": v{release} serves" : "")}{Took(run)}",
            "failed" => $"✗ {name} failed{Why(run)}",
            "rolledBack" => $"✗ {name} failed and was rolled back{Why(run)}",
            "needsAttention" => $"✗ {name} could not be rolled back, a person is needed{Why(run)}",
            "cancelled" => $"✗ {name} was cancelled",
            "superseded" => $"✗ {name} was superseded by a newer run",
            _ when run.Hold is { } hold => string.Create(CultureInfo.InvariantCulture, $"… {name} waits to begin until {hold.Until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: {hold.Reason}"),
            _ => $"… {name} is {run.State}",
        };
    }

    /// <summary>The headline and, for a failure, what was seen and what to do.</summary>
    public static IEnumerable<string> Lines(RunView run)
    {
        yield return Headline(run);
        foreach (var line in (run.Error?.Detail ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            yield return $"    {line.TrimEnd('\r')}";
        }

        if (run.Error?.Hint is { } hint)
        {
            yield return $"  {hint}";
        }

        if (run.State == "needsAttention")
        {
            yield return $"  {run.App} takes no other deploy until you say: pdeploy runs retry {run.Id}, or give it up: pdeploy runs cancel {run.Id}";
        }
    }

    static string Why(RunView run) =>
        run.Error is { } error ? $": {(error.Step is null ? "" : $"{error.Step}: ")}{error.Message}" : "";

    static string Took(RunView run) =>
        run is { StartedAt: { } from, FinishedAt: { } to } ? $" ({Duration.Text(to - from)})" : "";
}
