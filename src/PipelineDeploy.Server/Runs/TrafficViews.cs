using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Server.Runs;

/// <summary>Makes what the API shows of a run's traffic.</summary>
static class TrafficViews
{
    public static RunTrafficView Of(IEnumerable<JournalEntry> journal)
    {
        var told = TrafficSeen.InJournal(journal).ToList();
        var last = told.Select(one => one.Seen.Move).LastOrDefault(move => move is not null);
        return new RunTrafficView(
            last?.Blue,
            last?.Green,
            [.. told.Where(one => one.Seen.Move is not null).Select(one => ViewOf(one.Step, one.Seen.Move!))],
            [.. told.Where(one => one.Seen.Look is not null).Select(one => ViewOf(one.Step, one.Seen.Look!))]);
    }

    static TrafficMoveView ViewOf(string step, TrafficMove move) => new(step, move.At, move.Percent, move.Requests, move.Failed);

    static TrafficLookView ViewOf(string step, TrafficLook look) =>
        new(step, look.At, look.Requests, look.Failed, look.ConnectionErrors, look.ResponseMs, look.MostFailedPercent, look.LongestMs);
}
