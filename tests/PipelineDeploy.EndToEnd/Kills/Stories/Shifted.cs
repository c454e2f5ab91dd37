using PipelineDeploy.Contracts;
using PipelineDeploy.EndToEnd.Stack;

namespace PipelineDeploy.EndToEnd.Kills.Stories;

/// <summary>A new version gets a tenth of the traffic, then all of it; a person cancels while that is still watched.</summary>
sealed class Shifted : Story
{
    public override string Forward =>
        """
        canary intentWritten beforeReplaceRoute afterReplaceRoute afterApplyRoutes lineLogged effectDone beforeCommit afterCommit
        canary intentWritten#2 effectDone#2 beforeCommit#2 afterCommit#2 afterReplaceRoute#2 afterApplyRoutes#2 afterRenameContainer
        """;

    public override string Compensating =>
        "canary intentWritten beforeReplaceRoute afterReplaceRoute afterApplyRoutes afterRenameContainer lineLogged effectDone beforeCommit afterCommit";

    public override IReadOnlyList<string> Answers => [Content(0), Content(1)];

    public override string Golden =>
        """
        run cancelled, release made
        step build succeeded, attempt 1
        step start compensated, attempt 1
        step check succeeded, attempt 1
        step canary compensated, attempt 1
        step wait waiting, attempt 1
        step retire skipped, attempt 0
        journal stepStarted build
        journal stepSucceeded build
        journal stepStarted start
        journal stepSucceeded start
        journal stepStarted check
        journal stepWaiting check
        journal stepSucceeded check
        journal stepStarted canary
        journal stepWaiting canary
        journal stepSucceeded canary
        journal stepStarted wait
        journal stepWaiting wait
        journal cancelRequested
        journal compensationStarted canary
        journal compensated canary
        journal compensationStarted start
        journal compensated start
        journal runFinished cancelled
        route +4
        target old, weight 100
        haproxy old
        container -blue old runs
        slot free
        """;

    public override async Task PrepareAsync(DeployStack stack, string app)
    {
        await stack.Client.PublishPipelineAsync(new PublishPipeline(
            $$$"""
            name: {{{app}}}
            steps:
              - uses: build
              - {uses: start, with: {image: "${{ steps.build.output.image }}", release: "${{ steps.build.output.release }}"} }
              - {uses: check, with: {container: "${{ steps.start.output.container }}", checks: "${{ steps.build.output.checks }}"} }
              - uses: canary
                with: {container: "${{ steps.start.output.container }}", release: "${{ steps.build.output.release }}", weights: [10], pause: 1s, interval: 500ms, drain: 2s}
              - {uses: wait, with: {for: 60s} }
              - {uses: retire, with: {stopTimeout: 2s} }
            """));
        await stack.Client.SetSettingAsync(app, "pipeline", app);
    }

    public override Task MeanwhileAsync(DeployStack stack, long run) => CancelAtAsync(stack, run, "wait");
}
