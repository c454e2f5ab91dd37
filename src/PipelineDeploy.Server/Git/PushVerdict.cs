using System.Globalization;
using PipelineDeploy.Contracts;

namespace PipelineDeploy.Server.Git;

/// <summary>What a run means for the push that has started it.</summary>
static class PushVerdict
{
    /// <summary>Whether the push is accepted; null while that is open.</summary>
    /// <remarks>As people know it from dokku, a push does not wait for the old containers to be retired: from there on there is no way back. Once the run waits for it, it has
    /// said so.</remarks>
    public static bool? Of(RunView run) =>
        run.IsFinished ? run.State == "succeeded"
        : run.State == "waiting" && run.Steps.Any(step => step.State == "succeeded") && run.Steps.All(step => step.State is "succeeded" or "skipped" || step.Uses is "wait" or "retire") ? true
        : null;

    /// <summary>What the pusher is told at the end.</summary>
    public static IEnumerable<string> Lines(RunView run)
    {
        if (Of(run) == true)
        {
            yield break;
        }

        var why = run.Error is { } error ? $": {(error.Step is null ? "" : $"{error.Step}: ")}{error.Message}" : "";
        yield return run.State switch
        {
            "cancelled" => $" !     Run {run.Id} was cancelled",
            "superseded" => $" !     Run {run.Id} was superseded by a newer one",
            "rolledBack" => $" !     Run {run.Id} failed and was rolled back{why}",
            "needsAttention" => $" !     Run {run.Id} could not be rolled back, a person is needed{why}",
            _ => $" !     Run {run.Id} failed{why}",
        };
        if (run.Error?.Hint is { } hint)
        {
            yield return $"       {hint}";
        }
    }

    /// <summary>Why a run does nothing for now, as far as its log does not say it; null when it does something.</summary>
    public static string? Pause(RunView run) =>
        run.Hold is { } hold ? string.Create(CultureInfo.InvariantCulture, $"-----> Run {run.Id} waits to begin until {hold.Until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC: {hold.Reason}")
        : run.State == "queued" ? $"-----> Run {run.Id} waits for another one of {run.App}"
        : run.Steps.FirstOrDefault(step => step.Approval is { IsOpen: true }) is { } asking ? $"-----> {asking.Id} waits for an approval: pdeploy runs approve {run.Id}"
        : run.Steps.FirstOrDefault(step => step.State == "waiting" && step.Signal is not null) is { } signal ? $"-----> {signal.Id} waits for the signal {signal.Signal}"
        : null;
}
