using PipelineDeploy.Contracts;
using PipelineDeploy.EndToEnd.Stack;

namespace PipelineDeploy.EndToEnd.Kills.Stories;

/// <summary>A changed variable makes a release of the same image.</summary>
sealed class Configured : Story
{
    public override string Forward => "release intentWritten afterAllotRelease afterTagImage lineLogged effectDone beforeCommit afterCommit";

    public override string Golden =>
        """
        run succeeded, release made
        step release succeeded, attempt 1
        step start succeeded, attempt 1
        step check succeeded, attempt 1
        step switch succeeded, attempt 1
        step wait-to-retire succeeded, attempt 1
        step retire succeeded, attempt 1
        journal stepStarted release
        journal stepSucceeded release
        journal stepStarted start
        journal stepSucceeded start
        journal stepStarted check
        journal stepWaiting check
        journal stepSucceeded check
        journal stepStarted switch
        journal stepSucceeded switch
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

    public override Task BeginAsync(DeployStack stack, string app, int version) =>
        stack.Client.ChangeConfigAsync(app, new ChangeConfig(new Dictionary<string, string> { ["CHANGED"] = Guid.CreateVersion7().ToString() }));
}
