namespace PipelineDeploy.EndToEnd.Kills.Stories;

/// <summary>A new version replaces the one that serves.</summary>
sealed class Deployed : Story
{
    public override string Forward =>
        """
        build beforeClaim afterClaim intentWritten lineLogged lineLogged#3 afterBuildImage afterAllotRelease afterTagImage effectDone beforeCommit afterCommit
        start intentWritten beforeCreateContainer afterCreateContainer afterStartContainer effectDone beforeCommit afterCommit
        check intentWritten lineLogged effectDone beforeCommit afterCommit
        check beforeClaim afterClaim intentWritten#2 lineLogged#3 effectDone#2 beforeCommit#2 afterCommit#2
        switch intentWritten beforeReplaceRoute afterReplaceRoute afterApplyRoutes afterRenameContainer afterRenameContainer#2 lineLogged
        switch effectDone beforeCommit afterCommit
        wait-to-retire intentWritten lineLogged effectDone beforeCommit afterCommit
        wait-to-retire beforeClaim afterClaim intentWritten#2 effectDone#2 beforeCommit#2 afterCommit#2
        retire intentWritten afterReplaceRoute afterApplyRoutes afterStopContainer afterRemoveContainer lineLogged
        retire effectDone beforeCommit afterCommit
        """;

    public override IReadOnlyList<string> Answers => [Content(0), Content(1)];

    public override bool Replaces => true;

    public override string Golden =>
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
}
