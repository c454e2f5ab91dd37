using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Hooks;
using PipelineDeploy.Deploys.OneOffs;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Steps;

/// <summary>
/// <c>hook</c>: runs one of the source's hooks once, in a container of the new image, never on the host. The hook is put into that container
/// from the source, so the image need not hold it.
/// </summary>
public sealed class HookStep(IContainerEngine engine, OneOffRunner runner, OneOffEnvironment environment, SourceStore sources) : IStepKind
{
    static readonly TimeSpan LongestTime = TimeSpan.FromMinutes(10);

    /// <inheritdoc />
    public string Name => "hook";

    /// <inheritdoc />
    public string Title => "Run a hook";

    /// <inheritdoc />
    public IReadOnlyList<StepInput> Inputs =>
    [
        new("hook", "Which one; nothing is done when the source has none of that name.", DataType.Text, IsRequired: true, Allowed: Hook.Names),
        new("image", "Id of the new image.", DataType.Text, IsRequired: true),
        new("release", "Number of its release, whose config the hook gets; handed to it as RELEASE.", DataType.Whole, Least: 1),
        new("container", "Id of a container that it is to reach, handed to it as CONTAINER_ID, LISTEN_IP and LISTEN_PORT.", DataType.Text),
        new("port", "Handed to it as PORT, as to the app; empty for the image's EXPOSE, else 5000.", DataType.Whole, Least: 1, Most: 65535),
        new("timeout", "Longest time; then it is killed.", DataType.Duration, Default: "10m"),
    ];

    /// <inheritdoc />
    public IReadOnlyList<StepOutput>? Outputs => [new("ran", "Whether there was such a hook.", DataType.Boolean)];

    /// <inheritdoc />
    public bool Compensates => false;

    /// <inheritdoc />
    public bool IsPivot => false;

    /// <inheritdoc />
    public bool TakesLong => true;

    /// <inheritdoc />
    public async Task<StepOutcome> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        var hook = context.Inputs.Required("hook");
        var folder = context.State is null ? await FolderAsync(context, cancellationToken) : null;
        if (context.State is null && folder?.Hooks.Contains(hook) != true)
        {
            return new StepOutcome.Done(new JsonObject { ["ran"] = false }, $"the source has no hook {hook}");
        }

        return await runner.ExecuteAsync(context, await CommandAsync(context, hook, folder, cancellationToken), cancellationToken) is var outcome and not StepOutcome.Done
            ? outcome
            : new StepOutcome.Done(new JsonObject { ["ran"] = true }, $"{hook} ended well");
    }

    /// <inheritdoc />
    public Task CompensateAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    async Task<HookFolder?> FolderAsync(StepContext context, CancellationToken cancellationToken)
    {
        if (context.RunInputs.Text("source") is not { } source)
        {
            return null;
        }

        // A source that is gone must not look like one without hooks.
        await using var upload = sources.Open(source);
        return HookFolder.Of(await SourceGlance.ReadAllAsync(upload, HookFolder.LimitOf, cancellationToken));
    }

    async Task<OneOff> CommandAsync(StepContext context, string hook, HookFolder? folder, CancellationToken cancellationToken)
    {
        var image = context.Inputs.Required("image");
        var port = context.Inputs.Text("port") is null ? await AppPort.OfImageAsync(engine, image, cancellationToken) : context.Inputs.Number("port");
        return new OneOff(
            image,
            [$"/{HookFolder.PathOf(hook)}"],
            await environment.MakeAsync(context, image, context.Inputs.Text("release"), port, context.Inputs.Text("container"), new Dictionary<string, string>(), cancellationToken),
            context.Inputs.Time("timeout", LongestTime),
            $"the hook {hook}",
            "hook")
        {
            IsEntrypoint = true,
            Files = folder?.Pack(),
            StartHint = "Its first line must name a program that the image has, e.g. #!/bin/sh.",
            // Some engines start what cannot be executed and let it end by that.
            EndHint = "Look at what it wrote. When there is 'no such file' of the hook itself, the image lacks the program that its first line names.",
        };
    }
}
