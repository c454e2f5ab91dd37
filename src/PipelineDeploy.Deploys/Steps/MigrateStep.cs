using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.OneOffs;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Steps;

/// <summary>
/// <c>migrate</c>: runs the app's migration once, in a container of the new image, before green starts. One that has succeeded stands: it is
/// not undone, and not repeated when the run goes on or is retried.
/// </summary>
public sealed class MigrateStep(IContainerEngine engine, OneOffRunner runner, OneOffEnvironment environment) : IStepKind
{
    /// <inheritdoc />
    public string Name => "migrate";

    /// <inheritdoc />
    public string Title => "Migrate";

    /// <inheritdoc />
    public IReadOnlyList<StepInput> Inputs =>
    [
        new("image", "Id of the new image.", DataType.Text, IsRequired: true),
        new("release", "Number of its release, whose config the command gets; handed to it as RELEASE.", DataType.Whole, Least: 1),
        new("command", "The migration: a list of words, or a text that is cut into words without a shell; nothing is done when left out."),
        new("required", "true: a deploy without a migration fails.", DataType.Boolean, Default: "false"),
        new("port", "Handed to it as PORT, as to the app; empty for the image's EXPOSE, else 5000.", DataType.Whole, Least: 1, Most: 65535),
        new("timeout", "Longest time; then it is killed.", DataType.Duration, Default: "30m"),
    ];

    /// <inheritdoc />
    public IReadOnlyList<StepOutput>? Outputs => [new("migrated", "Whether there was a migration.", DataType.Boolean)];

    /// <inheritdoc />
    public IEnumerable<StepObjection> Judge(StepPlace place) => place.LastBefore("start") is { } start
        ? [new StepObjection($"'{start.Id}' starts the new version before the migration is done", IsWarning: true)]
        : [];

    /// <inheritdoc />
    public bool Compensates => false;

    /// <inheritdoc />
    public bool IsPivot => false;

    /// <inheritdoc />
    public bool TakesLong => true;

    /// <inheritdoc />
    public async Task<StepOutcome> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        if (context.Inputs.Text("command") is null)
        {
            return context.Inputs.IsTrue("required")
                ? throw new UserErrorException(
                    "migrate.noCommand", $"{context.Subject} has no migration", "Set 'migrationCommand' of the app, or write a 'release:' into its Procfile, or take another pipeline.")
                : new StepOutcome.Done(new JsonObject { ["migrated"] = false }, "there is nothing to migrate");
        }

        var image = context.Inputs.Required("image");
        var port = context.Inputs.Text("port") is null ? await AppPort.OfImageAsync(engine, image, cancellationToken) : context.Inputs.Number("port");
        var command = new OneOff(
            image,
            context.Inputs.Command("command"),
            await environment.MakeAsync(context, image, context.Inputs.Text("release"), port, container: null, new Dictionary<string, string>(), cancellationToken),
            context.Inputs.Time("timeout", TimeSpan.FromMinutes(30)),
            "the migration",
            "migrate");
        return await runner.ExecuteAsync(context, command, cancellationToken) is var outcome and not StepOutcome.Done
            ? outcome
            : new StepOutcome.Done(new JsonObject { ["migrated"] = true }, "migrated");
    }

    /// <inheritdoc />
    public Task CompensateAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}
