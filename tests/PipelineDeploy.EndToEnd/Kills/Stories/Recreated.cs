using PipelineDeploy.EndToEnd.Stack;

namespace PipelineDeploy.EndToEnd.Kills.Stories;

/// <summary>What serves is stopped first, the new version fails its checks, and what served is started again.</summary>
sealed class Recreated : Story
{
    public override string Forward => "stop intentWritten afterStopContainer lineLogged effectDone beforeCommit afterCommit";

    public override string Compensating => "stop intentWritten afterStartContainer lineLogged afterReplaceRoute afterApplyRoutes effectDone beforeCommit afterCommit";

    public override IReadOnlyList<string>? Answers => null;

    public override string Golden =>
        """
        run rolledBack, release made
        step build succeeded, attempt 1
        step stop compensated, attempt 1
        step migrate skipped, attempt 0
        step start compensated, attempt 1
        step check failed, attempt 1
        step switch skipped, attempt 0
        step post-deploy skipped, attempt 0
        step retire skipped, attempt 0
        journal stepStarted build
        journal stepSucceeded build
        journal stepStarted stop
        journal stepSucceeded stop
        journal stepSkipped migrate
        journal stepStarted start
        journal stepSucceeded start
        journal stepStarted check
        journal stepFailed check
        journal compensationStarted start
        journal compensated start
        journal compensationStarted stop
        journal compensated stop
        journal runFinished rolledBack
        route +1
        target old, weight 100
        haproxy old
        container -blue old runs
        slot free
        """;

    public override string Source(DeployStack stack, int version) => version == 0
        ? base.Source(stack, version)
        : stack.Source("hello", ("www/index.html", Content(version)), ("CHECKS", "WAIT=0\nATTEMPTS=1\n/health nope\n"));

    public override Task PrepareAsync(DeployStack stack, string app) => stack.Client.SetSettingAsync(app, "pipeline", "recreate");
}
