using PipelineDeploy.Contracts;
using PipelineDeploy.EndToEnd.Stack;
using PipelineDeploy.TestKit.Http;

namespace PipelineDeploy.EndToEnd.Kills.Stories;

/// <summary>A pipeline with the kinds of steps that <c>blue-green</c> does not come by, and a person who approves.</summary>
sealed class Everything : Story
{
    // An answer may come before the driver has let go of the run, so 'approve' has no claim of its own.
    public override string Forward =>
        """
        image intentWritten afterTagImage afterAllotRelease effectDone beforeCommit afterCommit
        approve intentWritten effectDone beforeCommit afterCommit
        approve intentWritten#2 effectDone#2 beforeCommit#2 afterCommit#2
        migrate intentWritten afterCreateContainer beforeCommit afterStartContainer effectDone#2 beforeCommit#2 afterRemoveContainer effectDone#3 afterCommit#3
        watch intentWritten effectDone beforeCommit afterCommit intentWritten#2 effectDone#2 beforeCommit#2 afterCommit#2
        run intentWritten afterCreateContainer beforeCommit afterStartContainer effectDone#2 beforeCommit#2 afterRemoveContainer effectDone#3 afterCommit#3
        http intentWritten effectDone beforeCommit afterCommit
        notify intentWritten effectDone beforeCommit afterCommit
        """;

    public override string Golden =>
        """
        run succeeded, release made
        step image succeeded, attempt 1
        step approve succeeded, attempt 1
        step migrate succeeded, attempt 1
        step start succeeded, attempt 1
        step check succeeded, attempt 1
        step switch succeeded, attempt 1
        step watch succeeded, attempt 1
        step run succeeded, attempt 1
        step http succeeded, attempt 1
        step notify succeeded, attempt 1
        step retire succeeded, attempt 1
        journal stepStarted image
        journal stepSucceeded image
        journal stepStarted approve
        journal stepWaiting approve
        journal signalReceived
        journal signalTaken approve
        journal stepSucceeded approve
        journal stepStarted migrate
        journal stepWaiting migrate
        journal stepSucceeded migrate
        journal stepStarted start
        journal stepSucceeded start
        journal stepStarted check
        journal stepWaiting check
        journal stepSucceeded check
        journal stepStarted switch
        journal stepSucceeded switch
        journal stepStarted watch
        journal stepWaiting watch
        journal stepSucceeded watch
        journal stepStarted run
        journal stepWaiting run
        journal stepSucceeded run
        journal stepStarted http
        journal stepSucceeded http
        journal stepStarted notify
        journal stepSucceeded notify
        journal stepStarted retire
        journal stepSucceeded retire
        journal runFinished succeeded
        route +2
        target new, weight 100
        haproxy new
        container -blue new runs
        slot free
        """;

    public override async Task PrepareAsync(DeployStack stack, string app)
    {
        var receiver = new Receiver(_ => (200, "heard"));
        stack.Owns(receiver);
        var image = "with: {image: \"${{ steps.image.output.image }}\", release: \"${{ steps.image.output.release }}\"";
        await stack.Client.PublishPipelineAsync(new PublishPipeline(
            $$$"""
            name: {{{app}}}
            steps:
              - {uses: image, with: {image: "pipelinedeploy/{{{app}}}:v1"} }
              - {uses: approve, with: {timeout: 1h} }
              - {uses: migrate, {{{image}}}, command: echo migrating} }
              - {uses: start, {{{image}}}} }
              - {uses: check, with: {container: "${{ steps.start.output.container }}", checks: "WAIT=1\n/health ok\n"} }
              - {uses: switch, with: {container: "${{ steps.start.output.container }}", release: "${{ steps.image.output.release }}"} }
              - {uses: watch, with: {for: 1s, interval: 500ms} }
              - {uses: run, {{{image}}}, command: echo serving} }
              - {uses: http, with: {url: "{{{receiver.Address}}}called"} }
              - {uses: notify, with: {via: webhook, webhook: "{{{receiver.Address}}}told"} }
              - {uses: retire, with: {stopTimeout: 2s} }
            """));
        await stack.Client.SetSettingAsync(app, "pipeline", app);
    }

    public override async Task MeanwhileAsync(DeployStack stack, long run)
    {
        if (await HasAsync(stack, run, "stepWaiting", "approve") && !await HasAsync(stack, run, "signalReceived"))
        {
            await stack.Client.ApproveRunAsync(run, new AnswerApproval());
        }
    }
}
