using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.TestKit;

namespace PipelineDeploy.EndToEnd.Stack;

/// <summary>What tests do with the stack again and again.</summary>
static class StackSteps
{
    public static async Task<RunView> BeginDeployAsync(this DeployStack stack, string app, string folder) =>
        await stack.Client.StartDeployAsync(app, (stream, cancellationToken) => BuildContext.WriteAsync(folder, stream, cancellationToken), "cli");

    /// <summary>Deploys and waits for the end.</summary>
    public static async Task<RunView> DeployAsync(this DeployStack stack, string app, string folder) =>
        await stack.EndOfAsync(await stack.BeginDeployAsync(app, folder));

    /// <summary>Deploys a version of the sample that says so, and waits for the end.</summary>
    public static Task<RunView> DeployVersionAsync(this DeployStack stack, string app, string version) =>
        stack.DeployAsync(app, stack.Version(version));

    public static string Version(this DeployStack stack, string version, string checks = "WAIT=0.2\n/health ok\n") =>
        stack.Source("hello", ("www/index.html", $"Hello from {version}"), ("CHECKS", checks));

    public static Task<RunView> EndOfAsync(this DeployStack stack, RunView run) =>
        stack.SeeRunAsync(run, seen => seen.IsFinished, "it ends");

    public static Task<RunView> SeeStepAsync(this DeployStack stack, RunView run, string step, string state) =>
        stack.SeeRunAsync(run, seen => seen.Steps.Single(s => s.Id == step).State == state, $"step {step} is {state}");

    public static async Task<string> LogOfAsync(this DeployStack stack, RunView run) =>
        string.Join('\n', await stack.Client.ReadRunLogAsync(run.Id).Select(line => line.Text).ToListAsync());

    public static async Task<IReadOnlyList<string>> ContainersOfAsync(this DeployStack stack, string app) =>
        [.. (await stack.Engine.ListContainersAsync(new Dictionary<string, string> { [ContainerLabels.App] = app }, CancellationToken.None)).Select(container => container.Name).Order(StringComparer.Ordinal)];

    /// <summary>The names of the targets that HAProxy itself gives new requests of an app to.</summary>
    public static async Task<IReadOnlyList<string>> ServingAsync(this DeployStack stack, string app) =>
        [.. from line in (await stack.Router.AskAsync("show servers state")).Split('\n')
            // be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight …
            let cells = line.Split(' ')
            where cells.Length > 7 && cells[1].Contains(app, StringComparison.Ordinal) && cells[6] == "0" && cells[7] != "0"
            select cells[3]];

    static Task<RunView> SeeRunAsync(this DeployStack stack, RunView run, Func<RunView, bool> isWanted, string what) =>
        Eventually.SeeAsync(() => stack.Client.GetRunAsync(run.Id), isWanted, $"run {run.Id}: {what}", TimeSpan.FromSeconds(60));
}
