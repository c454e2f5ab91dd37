using PipelineDeploy.Contracts;
using PipelineDeploy.Postgres.Logs;
using PipelineDeploy.Server.Events;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Server.Runs;

/// <summary>
/// A run as server-sent events: <c>log</c> for each line, <c>run</c> whenever something happened, <c>end</c> at last. An
/// event's id is its place in the journal and in the log, so a reader that was cut off goes on where it was. What is live comes from the
/// run's one tail; what a reader has missed, also because it was too slow for the tail, it reads by itself: nothing is ever left out.
/// </summary>
sealed class RunStream(IRunStore runs, LogReader log, RunViews views, RunTails tails)
{
    const int Page = 1000;

    public static RunLogLine LineOf(StoredLine stored) => new(stored.Number, stored.Line.At, stored.Line.Step, stored.Line.Attempt, stored.Line.Text);

    public static FeedEvent EventOf(StoredLine line, long journal) => FeedEvent.Of("log", new FeedPlace(journal, line.Number), LineOf(line), WireJson.Default.RunLogLine);

    public async Task WriteAsync(long runId, FeedPlace place, LiveStream stream, CancellationToken cancellationToken)
    {
        while (true)
        {
            // The run is read before its log: when it has ended, all its lines are there.
            var run = (await runs.FindAsync(runId, cancellationToken))!;
            place = await CatchUpAsync(stream, run, place, null, cancellationToken);
            if (run.State.IsTerminal())
            {
                var end = FeedEvent.Of("end", place, await views.ViewAsync(run, cancellationToken), WireJson.Default.RunView);
                await stream.WriteAsync([end], cancellationToken);
                return;
            }

            using var seat = await tails.JoinAsync(runId, cancellationToken);
            place = await CatchUpAsync(stream, run, place, seat.Place, cancellationToken);
            (place, var isOver) = await FollowAsync(stream, seat.Listener, place, cancellationToken);
            if (isOver)
            {
                return;
            }
        }
    }

    async Task<FeedPlace> CatchUpAsync(LiveStream stream, Run run, FeedPlace from, FeedPlace? to, CancellationToken cancellationToken)
    {
        var place = from;
        // Read before the log, so that the run's event stands behind the lines of what it tells of.
        var journal = to?.Main ?? (await runs.ReadJournalAsync(run.Id, from.Main, cancellationToken) is [.., var last] ? last.Seq : from.Main);
        while (LinesTo(to, place) is > 0 and var most)
        {
            var lines = await log.ReadAsync(run.Id, place.Log!.Value + 1, most, step: null, cancellationToken);
            await stream.WriteAsync(lines.Select(line => EventOf(line, from.Main)), cancellationToken);
            place = lines is [.., var newest] ? place with { Log = newest.Number } : place;
            if (lines.Count < most)
            {
                break;
            }
        }

        if (journal > from.Main)
        {
            place = place with { Main = journal };
            var now = (await runs.FindAsync(run.Id, cancellationToken))!;
            await stream.WriteAsync([FeedEvent.Of("run", place, await views.ViewAsync(now, cancellationToken), WireJson.Default.RunView)], cancellationToken);
        }

        return place;
    }

    // How many lines are read next; none once the reader has come to where it is going.
    static int LinesTo(FeedPlace? to, FeedPlace from) => to is { } end ? (int)Math.Min(Page, end.Log!.Value - from.Log!.Value) : Page;

    static async Task<(FeedPlace Place, bool IsOver)> FollowAsync(LiveStream stream, FeedListener listener, FeedPlace place, CancellationToken cancellationToken)
    {
        var isOver = false;
        while (await stream.WriteWaitingAsync(listener, IsNew, cancellationToken) && !isOver && listener.TakeGap() is null)
        {
        }

        return (place, isOver);

        bool IsNew(FeedEvent told)
        {
            isOver |= told.IsEnd;
            var isNew = told.Place.IsBeyond(place);
            place = isNew ? told.Place : place;
            return isNew || told.IsEnd || ReferenceEquals(told, FeedEvent.Beat);
        }
    }
}
