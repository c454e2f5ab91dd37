using System.Text;
using PipelineDeploy.Deploys.Checks;
using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Hooks;
using PipelineDeploy.Deploys.OneOffs;
using PipelineDeploy.Deploys.Processes;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Steps;

/// <summary><c>image</c>: takes an image that is built already, pinned by its id, reads the files it has for a deploy, and gives it a release number.</summary>
public sealed class ImageStep(IContainerEngine engine, ContainerLabels labels, IReleaseStore releases, EnvDefaults defaults) : IStepKind
{
    /// <inheritdoc />
    public string Name => "image";

    /// <inheritdoc />
    public string Title => "Take an image";

    /// <inheritdoc />
    public IReadOnlyList<StepInput> Inputs =>
    [
        new("image", "Name of the image, with a tag or digest, or its id.", DataType.Text, IsRequired: true),
        new("pull", "Whether it is fetched from its registry: when the engine does not have it, each time, or not at all.", DataType.Text, Default: "missing", Allowed: ["missing", "always", "never"]),
    ];

    /// <inheritdoc />
    public IReadOnlyList<StepOutput>? Outputs =>
    [
        new("image", "Id of the image.", DataType.Text),
        new("release", "Number of the release that it is.", DataType.Whole),
        new("checks", "Text of the image's CHECKS file; null without one.", DataType.Text),
        new("healthchecks", "The healthchecks of the image's app.json, as JSON; null without any.", DataType.Text),
        new("migration", "The app's migration: Procfile's release, app.json's predeploy, or the setting migrationCommand; null for none.", DataType.List),
        new("postDeploy", "What is run after the switch: app.json's postdeploy, or the setting postDeployCommand; null for none.", DataType.List),
    ];

    /// <inheritdoc />
    public bool Compensates => false;

    /// <inheritdoc />
    public bool IsPivot => false;

    /// <inheritdoc />
    public bool TakesLong => true;

    /// <inheritdoc />
    public async Task<StepOutcome> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        var reference = ImageReference.Parse(context.Inputs.Required("image"));
        var image = await ImageTake.TakeAsync(engine, context, reference, context.Inputs.Text("pull") ?? "missing", cancellationToken);
        var files = await ReadAsync(context, image, cancellationToken);
        var formation = Formation.Of(files[Procfile.FileName], files["app.json"]);
        var warnings = WarningsOf(files).Concat(formation.Warnings).ToList();
        var commands = DeployCommands.Of(files[Procfile.FileName], files["app.json"], RunSettings.Of(context));
        var demands = files["app.json"] is { } asking ? AppJsonEnv.Parse(asking) : [];
        foreach (var warning in warnings.Concat(await defaults.RequireAsync(context.Subject, demands, cancellationToken)))
        {
            context.Log($" !     {warning}");
        }

        commands.Lines.ToList().ForEach(context.Log);
        await defaults.ApplyAsync(context, demands, cancellationToken);
        var content = new ReleaseContent(image.Id, files["CHECKS"])
        {
            Healthchecks = files["app.json"] is { } appJson ? AppJson.HealthchecksIn(appJson) : null,
            Processes = formation.ToText(),
        };
        var release = await NewRelease.MakeAsync(context, releases, engine, content, cancellationToken);
        context.Log($"-----> v{release.Number} is {reference.Text} ({image.Id})");
        return NewRelease.Done(release, content, commands);
    }

    /// <inheritdoc />
    public Task CompensateAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    static IReadOnlyList<string> WarningsOf(Dictionary<string, string?> files) =>
    [
        .. files["CHECKS"] is { } checks ? ChecksFile.Parse(checks).Warnings : [],
        .. files["app.json"] is { } appJson ? (IEnumerable<string>)[.. AppJson.Parse(appJson).Warnings, .. AppJsonKeys.WarningsOf(appJson)] : [],
    ];

    // A container shows the files of its image; this one is never started.
    async Task<Dictionary<string, string?>> ReadAsync(StepContext context, ImageInfo image, CancellationToken cancellationToken)
    {
        foreach (var earlier in await engine.ListContainersAsync(labels.OfOneOff(context.Subject, context.RunId, context.StepId), cancellationToken))
        {
            await engine.RemoveContainerAsync(earlier.Id, cancellationToken);
        }

        await context.ConfirmAsync(cancellationToken);
        var own = labels.ForOneOff(context.Subject, context.RunId, context.StepId, context.Attempt);
        var name = ContainerNames.OneOff(context.Subject, context.RunId, context.StepId, context.Attempt);
        var container = await engine.CreateContainerAsync(
            new ContainerSpec(name, image.Id, own, new Dictionary<string, string>(), Port: null, RestartPolicy: "no", Command: ["none"]), cancellationToken);
        Dictionary<string, string?> files = [];
        foreach (var (file, most) in new[] { ("CHECKS", ChecksFile.MaxBytes), (Procfile.FileName, DeployCommands.MaxBytes), ("app.json", DeployCommands.MaxBytes) })
        {
            files[file] = await TextAsync(container, $"{image.WorkingDirectory.TrimEnd('/')}/{file}", most, cancellationToken) ?? await TextAsync(container, $"/app/{file}", most, cancellationToken);
        }

        await WarnOfHooksAsync(context, container, image.WorkingDirectory, cancellationToken);
        await engine.RemoveContainerAsync(container, cancellationToken);
        return files;
    }

    // The steps of a run are known when it is made, and then nobody has looked into the image.
    async Task WarnOfHooksAsync(StepContext context, string container, string workingDirectory, CancellationToken cancellationToken)
    {
        foreach (var hook in Hook.Names)
        {
            var path = $"{workingDirectory.TrimEnd('/')}/{HookFolder.PathOf(hook)}";
            if (await engine.ReadFileAsync(container, path, 0, cancellationToken) is not null)
            {
                context.Log($" !     {path} is not run: hooks are read from a source, not from an image; give the pipeline a 'run' step with this command");
            }
        }
    }

    async Task<string?> TextAsync(string container, string path, int most, CancellationToken cancellationToken) =>
        await engine.ReadFileAsync(container, path, most, cancellationToken) is not { } bytes ? null
        : bytes.Length <= most ? Encoding.UTF8.GetString(bytes)
        : throw new UserErrorException("image.fileTooLong", $"{path} of the image is larger than {most / 1024} KiB", "Was another file given this name?");
}
