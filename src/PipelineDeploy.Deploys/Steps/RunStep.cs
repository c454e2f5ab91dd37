using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.OneOffs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Steps;

/// <summary><c>run</c>: runs a command once in a container of its own, never on the host.</summary>
public sealed class RunStep(IContainerEngine engine, OneOffRunner runner, OneOffEnvironment environment) : IStepKind
{
    /// <inheritdoc />
    public string Name => "run";

    /// <inheritdoc />
    public string Title => "Run a command";

    /// <inheritdoc />
    public IReadOnlyList<StepInput> Inputs =>
    [
        new("command", "The command: a list of words, or a text that is cut into words without a shell.", IsRequired: true),
        new("image", "Id or name of the image it runs in.", DataType.Text, IsRequired: true),
        new("release", "Number of the release, whose config it gets; handed to it as RELEASE.", DataType.Whole, Least: 1),
        new("container", "Id of a container that it is to reach, handed to it as CONTAINER_ID, LISTEN_IP and LISTEN_PORT.", DataType.Text),
        new("port", "Handed to it as PORT, as to the app; empty for the image's EXPOSE, else 5000.", DataType.Whole, Least: 1, Most: 65535),
        new("env", "More of its environment: a map of names and texts."),
        new("timeout", "Longest time; then it is killed.", DataType.Duration, Default: "10m"),
    ];

    /// <inheritdoc />
    public IReadOnlyList<StepOutput>? Outputs => [new("exitCode", "0, for every other one fails the step.", DataType.Whole)];

    /// <inheritdoc />
    public bool Compensates => false;

    /// <inheritdoc />
    public bool IsPivot => false;

    /// <inheritdoc />
    public bool TakesLong => true;

    /// <inheritdoc />
    public async Task<StepOutcome> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        var image = context.Inputs.Required("image");
        var port = context.Inputs.Text("port") is null ? await AppPort.OfImageAsync(engine, image, cancellationToken) : context.Inputs.Number("port");
        var command = new OneOff(
            image,
            context.Inputs.Command("command"),
            await environment.MakeAsync(context, image, context.Inputs.Text("release"), port, context.Inputs.Text("container"), context.Inputs.Map("env"), cancellationToken),
            context.Inputs.Time("timeout", TimeSpan.FromMinutes(10)),
            "the command",
            "run");
        return await runner.ExecuteAsync(context, command, cancellationToken);
    }

    /// <inheritdoc />
    public Task CompensateAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}
