using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli.Output;

/// <summary>Shows a run live and ends as it ends.</summary>
static class RunWatching
{
    /// <summary>Watches until the run has ended, the time is over or the person has seen enough.</summary>
    public static async Task<int> WatchAsync(Session session, long run, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeout ?? Timeout.InfiniteTimeSpan, session.Environment.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var ended = await FollowAsync(session, run, either.Token);
            return Report(session.Output, ended);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            session.Output.Complain($"Stopped watching; run {run} goes on. Watch it: pdeploy runs watch {run}. Cancel it: pdeploy runs cancel {run}");
            return ExitCodes.Interrupted;
        }
        catch (OperationCanceledException)
        {
            session.Output.Complain($"Gave up waiting after {Duration.Text(timeout!.Value)}; run {run} goes on. Watch it: pdeploy runs watch {run}");
            return ExitCodes.GaveUpWaiting;
        }
        catch (ServerUnreachableException e)
        {
            session.Output.Complain($"{e.Message} Run {run} goes on when the server is back. Watch it: pdeploy runs watch {run}");
            return ExitCodes.GaveUpWaiting;
        }
    }

    /// <summary>Names the run to whoever does not wait for it.</summary>
    public static int Leave(CliOutput output, RunView run)
    {
        if (output.IsJson)
        {
            output.Json(run, WireJson.Default.RunView);
        }
        else
        {
            output.Line($"{run.Id}");
        }

        output.Say($"Watch it: pdeploy runs watch {run.Id}");
        return ExitCodes.Done;
    }

    static async Task<RunView> FollowAsync(Session session, long run, CancellationToken cancellationToken)
    {
        var printer = new RunPrinter(session.Environment.Time.LocalTimeZone);
        var live = new LiveProgress(session.Output, session.Environment.Time);
        await using var events = session.Client.WatchRunAsync(run, lastEventId: null, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await live.WhileAsync(events.MoveNextAsync().AsTask(), cancellationToken))
        {
            var heard = events.Current;
            live.Run = heard.Run ?? live.Run;
            Tell(session.Output, printer, heard);
            if (heard is { Type: "end", Run: { } ended })
            {
                return ended;
            }
        }

        return await session.Client.GetRunAsync(run, cancellationToken);
    }

    static void Tell(CliOutput output, RunPrinter printer, RunEvent heard)
    {
        if (output.IsJsonLines)
        {
            output.Json(heard, WireJson.Default.RunEvent);
            return;
        }

        foreach (var line in printer.Lines(heard))
        {
            output.Progress(line);
        }
    }

    static int Report(CliOutput output, RunView run)
    {
        var exitCode = ExitCodes.Of(run);
        // The last of the lines holds the run already.
        if (output.IsJson && !output.IsJsonLines)
        {
            output.Json(run, WireJson.Default.RunView);
        }
        else if (!output.IsJson && exitCode == ExitCodes.Done)
        {
            output.Progress(new OutputLine(RunSummary.Headline(run), Tone.Good));
        }

        if (exitCode != ExitCodes.Done)
        {
            foreach (var line in RunSummary.Lines(run))
            {
                output.Complain(line);
            }
        }

        return exitCode;
    }
}
