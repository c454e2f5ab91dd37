using System.Globalization;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.EndToEnd.Stack;

namespace PipelineDeploy.EndToEnd.Switches;

/// <summary>The sample <c>echo</c>: versions of it, and deploys of them by a pipeline.</summary>
static class EchoApp
{
    /// <summary>The inputs of <c>canary</c> that make it quick.</summary>
    public static IReadOnlyList<(string Name, string Value)> Quick { get; } = [("pause", "1s"), ("interval", "500ms")];

    /// <summary>A version that answers so many of ten requests with 500.</summary>
    public static string Echo(this DeployStack stack, string version, int failing = 0) =>
        stack.Source("echo", ("version", $"{version}\n"), ("failing", string.Create(CultureInfo.InvariantCulture, $"{failing}\n")));

    public static Task<RunView> BeginDeployAsync(this DeployStack stack, string app, string folder, string pipeline, params IEnumerable<(string Name, string Value)> inputs) =>
        stack.Client.StartDeployAsync(
            app,
            (stream, cancellationToken) => BuildContext.WriteAsync(folder, stream, cancellationToken),
            "cli",
            choice: new PipelineChoice(pipeline, inputs.ToDictionary(input => input.Name, input => input.Value)));

    public static async Task<RunView> DeployAsync(this DeployStack stack, string app, string folder, string pipeline, params IEnumerable<(string Name, string Value)> inputs) =>
        await stack.EndOfAsync(await stack.BeginDeployAsync(app, folder, pipeline, inputs));
}
