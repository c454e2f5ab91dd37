using System.Text;
using PipelineDeploy.Deploys.Checks;
using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.OneOffs;
using PipelineDeploy.Deploys.Processes;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Deploys.Sources.Compose;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Steps;

/// <summary><c>build</c>: unpacks the uploaded source, proves its CHECKS, Procfile and app.json, builds the image and gives it a release number.</summary>
public sealed class BuildStep(
    IContainerEngine engine, ContainerLabels labels, SourceStore sources, IReleaseStore releases, EnvDefaults defaults, DataFolder data, ComposeSources compose,
    IConfigVault vault, TimeProvider time) : IStepKind
{
    /// <inheritdoc />
    public string Name => "build";

    /// <inheritdoc />
    public string Title => "Build image";

    /// <inheritdoc />
    public IReadOnlyList<StepInput> Inputs => [];

    /// <inheritdoc />
    public IReadOnlyList<StepOutput>? Outputs =>
    [
        new("image", "Id of the image.", DataType.Text),
        new("release", "Number of the release that it is.", DataType.Whole),
        new("checks", "Text of the app's CHECKS file; null without one.", DataType.Text),
        new("healthchecks", "The healthchecks of the app's app.json, as JSON; null without any.", DataType.Text),
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
        var folder = data.WorkOf(context.RunId);
        var settings = RunSettings.Of(context);
        try
        {
            var source = await UnpackAsync(context, folder, cancellationToken);
            var service = await compose.OfTreeAsync(context.Subject, source, settings, cancellationToken);
            var images = new SourceImages(engine, labels, context, source, time);
            images.Require(service, settings);
            var checks = await ReadChecksAsync(context, source, cancellationToken);
            var healthchecks = await ReadHealthchecksAsync(context, source, cancellationToken);
            if (await TextAsync(source, GokkuFile.Name, cancellationToken) is { } gokku)
            {
                Warn(context, GokkuFile.Parse(context.Subject, gokku).Warnings);
            }

            var (procfile, appJson) = (await TextAsync(source, Procfile.FileName, cancellationToken), await TextAsync(source, "app.json", cancellationToken));
            var demands = await ReadDemandsAsync(context, appJson, cancellationToken);
            var commands = DeployCommands.Of(procfile, appJson, settings);
            var formation = Formation.Of(procfile, appJson);
            Warn(context, formation.Warnings);
            commands.Lines.ToList().ForEach(context.Log);
            Tell(context, service);
            var image = await images.MakeAsync(service, settings, cancellationToken);
            await defaults.ApplyAsync(context, demands, cancellationToken);
            var content = ContentOf(context, image, checks, healthchecks, formation) with { File = FileOf(context.Subject, service) };
            var release = await NewRelease.MakeAsync(context, releases, engine, content, cancellationToken);
            context.Log($"-----> Built v{release.Number}");
            return NewRelease.Done(release, content, commands);
        }
        finally
        {
            Remove(folder);
        }
    }

    /// <inheritdoc />
    public Task CompensateAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    async Task<SourceTree> UnpackAsync(StepContext context, string folder, CancellationToken cancellationToken)
    {
        if (GitOrigin.Of(context.RunInputs) is { } git)
        {
            context.Log($"-----> Source is {git.Url} at {git.Ref}, commit {git.Commit}");
        }

        // What an earlier try left half-done is worth nothing.
        Remove(folder);
        await using var upload = sources.Open(context.RunInputs.Required("source"));
        await SourceArchive.ExtractAsync(upload, folder, new SourceLimits(), cancellationToken);
        return new SourceTree(folder);
    }

    static async Task<string?> ReadChecksAsync(StepContext context, SourceTree source, CancellationToken cancellationToken)
    {
        if (await source.ReadAsync("CHECKS", ChecksFile.MaxBytes, cancellationToken) is not { } bytes)
        {
            return null;
        }

        Warn(context, ChecksFile.ParseBytes(bytes).Warnings);
        return Encoding.UTF8.GetString(bytes);
    }

    static Task<string?> TextAsync(SourceTree source, string path, CancellationToken cancellationToken) => source.ReadTextAsync(path, DeployCommands.MaxBytes, cancellationToken);

    static async Task<string?> ReadHealthchecksAsync(StepContext context, SourceTree source, CancellationToken cancellationToken)
    {
        if (await source.ReadAsync("app.json", AppJson.MaxBytes, cancellationToken) is not { } bytes)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes);
        Warn(context, AppJson.Parse(text).Warnings);
        return AppJson.HealthchecksIn(text);
    }

    async Task<IReadOnlyList<EnvDemand>> ReadDemandsAsync(StepContext context, string? appJson, CancellationToken cancellationToken)
    {
        if (appJson is null)
        {
            return [];
        }

        Warn(context, AppJsonKeys.WarningsOf(appJson));
        var demands = AppJsonEnv.Parse(appJson);
        Warn(context, await defaults.RequireAsync(context.Subject, demands, cancellationToken));
        return demands;
    }

    static void Warn(StepContext context, IReadOnlyList<string> warnings)
    {
        foreach (var warning in warnings)
        {
            context.Log($" !     {warning}");
        }
    }

    static ReleaseContent ContentOf(StepContext context, string image, string? checks, string? healthchecks, Formation formation) =>
        new(image, checks) { Healthchecks = healthchecks, Processes = formation.ToText(), Commit = context.RunInputs.Text("commit") };

    static void Tell(StepContext context, ComposeService? service)
    {
        if (service is null)
        {
            return;
        }

        Warn(context, service.Warnings);
        var says = service.Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => $"{setting.Key}={setting.Value}").ToList();
        context.Log($"-----> {service.File}, service {service.Name}{(says.Count == 0 ? "" : $", says {string.Join(", ", says)}")}");
    }

    ReleaseFile? FileOf(string app, ComposeService? service) => service is null || service.Settings.Count + service.Environment.Count == 0 ? null
        : new ReleaseFile(service.Settings, service.Environment.ToDictionary(pair => pair.Key, pair => vault.Seal(app, pair.Key, pair.Value)));

    static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
