using System.Globalization;

namespace PipelineDeploy.Workflows.Runs;

/// <summary>The refusal of a run whose subject is taken.</summary>
public static class SubjectBusy
{
    /// <summary><c>run.subjectBusy</c>, which names the run that is in the way.</summary>
    public static UserErrorException Error(Run holder) => new(
        "run.subjectBusy",
        string.Create(CultureInfo.InvariantCulture, $"{holder.Subject} is busy with run {holder.Id} ({holder.Trigger}, {holder.Actor}), so no other run was started"),
        holder.State == RunState.NeedsAttention
            ? string.Create(CultureInfo.InvariantCulture, $"Run {holder.Id} needs a person: look at it, then say so with: pdeploy runs cancel {holder.Id}")
            : "Try again when it has ended, or let runs wait with: pdeploy settings set concurrency=queue");
}
