using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.TestKit.Runs;

/// <summary>One run as the in-memory store keeps it.</summary>
sealed class RunRow(Run run, string? deliveryKey)
{
    public Run Run { get; set; } = run;

    public string? DeliveryKey => deliveryKey;

    public long Fence { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }

    public List<JournalEntry> Journal { get; } = [];

    public Dictionary<string, StepHistory> Steps { get; } = [];

    public long LastSeq => Journal.Count;

    public bool MayGoOn => !Run.State.IsTerminal() && Run.State != RunState.Queued;

    public void Append(DateTimeOffset at, JournalEvent entry) => Journal.Add(JsonCopy.Of(new JournalEntry(LastSeq + 1, at, entry)));

    public void End(RunState state, StepError? error, DateTimeOffset at) => Run = Run with { State = state, Error = error, FinishedAt = at, Hold = null };
}
