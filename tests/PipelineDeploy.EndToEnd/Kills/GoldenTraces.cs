namespace PipelineDeploy.EndToEnd.Kills;

/// <summary>What is left behind when nobody kills anything.</summary>
static class GoldenTraces
{
    const string Deployed =
        """
        run succeeded, release made
        step build succeeded, attempt 1
        step migrate skipped, attempt 0
        step start succeeded, attempt 1
        step check succeeded, attempt 1
        step switch succeeded, attempt 1
        step post-deploy skipped, attempt 0
        step wait-to-retire succeeded, attempt 1
        step retire succeeded, attempt 1
        journal stepStarted build
        journal stepSucceeded build
        journal stepSkipped migrate
        journal stepStarted start
        journal stepSucceeded start
        journal stepStarted check
        journal stepWaiting check
        journal stepSucceeded check
        journal stepStarted switch
        journal stepSucceeded switch
        journal stepSkipped post-deploy
        journal stepStarted wait-to-retire
        journal stepWaiting wait-to-retire
        journal stepSucceeded wait-to-retire
        journal stepStarted retire
        journal stepSucceeded retire
        journal runFinished succeeded
        route +2
        target new, weight 100
        haproxy new
        container -blue new runs
        slot free
        """;

    const string Cancelled =
        """
        run cancelled, release made
        step build succeeded, attempt 1
        step migrate skipped, attempt 0
        step start compensated, attempt 1
        step check succeeded, attempt 1
        step switch compensated, attempt 1
        step post-deploy skipped, attempt 0
        step wait-to-retire waiting, attempt 1
        step retire skipped, attempt 0
        journal stepStarted build
        journal stepSucceeded build
        journal stepSkipped migrate
        journal stepStarted start
        journal stepSucceeded start
        journal stepStarted check
        journal stepWaiting check
        journal stepSucceeded check
        journal stepStarted switch
        journal stepSucceeded switch
        journal stepSkipped post-deploy
        journal stepStarted wait-to-retire
        journal stepWaiting wait-to-retire
        journal cancelRequested
        journal compensationStarted switch
        journal compensated switch
        journal compensationStarted start
        journal compensated start
        journal runFinished cancelled
        route +3
        target old, weight 100
        haproxy old
        container -blue old runs
        slot free
        """;

    /// <summary>The lines that are missing (-) or too many (+), in order.</summary>
    public static IReadOnlyList<string> DifferenceOf(string trace, Story story)
    {
        var (golden, seen) = ((story == Story.Deployed ? Deployed : Cancelled).Split('\n'), trace.Split('\n'));
        var difference = golden.Except(seen).Select(line => "- " + line).Concat(seen.Except(golden).Select(line => "+ " + line)).ToList();
        return difference.Count > 0 || golden.SequenceEqual(seen) ? difference : ["the same lines, in another order or number:", .. seen];
    }
}
