using PipelineDeploy.EndToEnd.Stack;

namespace PipelineDeploy.EndToEnd.Kills.Stories;

/// <summary>A person cancels a deploy while it waits to retire, so that the switch and the start are undone.</summary>
sealed class Cancelled : Story
{
    public override string Compensating =>
        """
        switch beforeClaim afterClaim intentWritten beforeReplaceRoute afterReplaceRoute afterApplyRoutes afterRenameContainer afterRenameContainer#2
        switch lineLogged afterReplaceRoute#2 afterApplyRoutes#2 effectDone beforeCommit afterCommit
        start intentWritten afterStopContainer afterRemoveContainer lineLogged effectDone beforeCommit afterCommit
        """;

    public override IReadOnlyList<string> Answers => [Content(0), Content(1)];

    public override string WaitToRetire => "60s";

    public override string Golden =>
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

    public override async Task MeanwhileAsync(DeployStack stack, long run)
    {
        if (await HasAsync(stack, run, "stepWaiting", "wait-to-retire") && !await HasAsync(stack, run, "cancelRequested"))
        {
            await stack.Client.CancelRunAsync(run);
        }
    }
}
