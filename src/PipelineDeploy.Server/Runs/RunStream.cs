using System.Globalization;
using PipelineDeploy.Contracts;
using PipelineDeploy.Postgres.Logs;
using PipelineDeploy.Postgres.Runs;
using PipelineDeploy.Server.Events;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Server.Runs;

/// <summary>
/// A run as server-sent events: <c>log</c> for each line, <c>run</c> whenever something happened, <c>end</c> at last. An
/// event's id is its place in the journal and in the log, so a reader that was cut off goes on where it was.
/// </summary>
sealed class RunStream(IRunStore runs, LogReader log, RunViews views, ChangeFeed feed, TimeProvider time)
{
    const int Batch = 1000;
    static readonly TimeSpan LookAtLeastEvery = TimeSpan.FromSeconds(2);
    static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(10);

    public static RunLogLine LineOf(StoredLine stored) => new(stored.Number, stored.Line.At, stored.Line.Step, stored.Line.Attempt, stored.Line.Text);

    public async Task WriteAsync(long runId, string lastEventId, HttpResponse response, CancellationToken cancellationToken)
    {
        var events = new EventWriter(response);
        var place = Place.Parse(lastEventId);
        using var changes = feed.Subscribe(runId);
        var lastWrite = time.GetTimestamp();
        while (true)
        {
            // The run is read before its log: when it has ended, all its lines are there.
            var run = (await runs.FindAsync(runId, cancellationToken))!;
            var journal = await runs.ReadJournalAsync(runId, place.Journal, cancellationToken);
            var lines = await log.ReadAsync(runId, place.Log + 1, Batch, step: null, cancellationToken);
            foreach (var line in lines)
            {
                place = place with { Log = line.Number };
                await events.WriteAsync("log", place.ToString(), LineOf(line), WireJson.Default.RunLogLine, cancellationToken);
            }

            if (journal.Count > 0)
            {
                place = place with { Journal = journal[^1].Seq };
                await events.WriteAsync("run", place.ToString(), await views.ViewAsync(run, cancellationToken), WireJson.Default.RunView, cancellationToken);
            }

            if (lines.Count == Batch)
            {
                continue;
            }

            if (run.State.IsTerminal())
            {
                await events.WriteAsync("end", place.ToString(), await views.ViewAsync(run, cancellationToken), WireJson.Default.RunView, cancellationToken);
                return;
            }

            if (lines.Count > 0 || journal.Count > 0)
            {
                lastWrite = time.GetTimestamp();
            }
            else if (time.GetElapsedTime(lastWrite) >= BeatEvery)
            {
                await events.BeatAsync(cancellationToken);
                lastWrite = time.GetTimestamp();
            }

            await changes.WaitAsync(LookAtLeastEvery, cancellationToken);
        }
    }

    sealed record Place(long Journal, long Log)
    {
        public static Place Parse(string text) =>
            text.Split('.') is [var journal, var log]
            && long.TryParse(journal, CultureInfo.InvariantCulture, out var j) && long.TryParse(log, CultureInfo.InvariantCulture, out var l)
                ? new Place(j, l)
                : new Place(0, 0);

        public override string ToString() => $"{Journal}.{Log}";
    }
}
