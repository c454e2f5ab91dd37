using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Pipelines;

/// <summary>The published pipelines, as this server understands them.</summary>
public sealed class PipelineCatalog(IPipelineStore store, StepCatalog steps)
{
    /// <summary>The pipeline of a plain deploy.</summary>
    public const string Default = "blue-green";

    /// <summary>The setting that names an app's pipeline.</summary>
    public const string Setting = "pipeline";

    /// <summary>The pipeline of a plain deploy of an app that is to be stopped first.</summary>
    public const string StoppingFirst = "recreate";

    /// <summary>The pipeline of a deploy of an image.</summary>
    public const string OfImage = "image";

    const int LongestNote = 500;

    /// <summary>The pipeline that an app's settings name.</summary>
    public static string OfApp(EffectiveSettings settings) =>
        settings[Setting].Value is Default && settings["zeroDowntime"].Value == "false" ? StoppingFirst : settings[Setting].Value;

    /// <summary>The newest version of a pipeline, read, and a way to those it uses.</summary>
    /// <exception cref="UserErrorException"><c>pipeline.notFound</c>; <c>pipeline.unusable</c>: it holds what this server does not know.</exception>
    public async Task<LoadedPipeline> LoadAsync(string name, CancellationToken cancellationToken)
    {
        var published = new PublishedPipelines(await store.ListAsync(cancellationToken), steps.Kinds);
        var version = published.VersionOf(name) ?? throw NotFound(name);
        return new LoadedPipeline(version, published.Find(name)!, published.Find);
    }

    /// <summary>Whether it can be published, and everything that is wrong with it.</summary>
    /// <param name="text">The pipeline as YAML or JSON.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<(PipelineDefinition? Definition, IReadOnlyList<PipelineProblem> Problems)> CheckAsync(string text, CancellationToken cancellationToken) =>
        PipelineLoader.Read(text, await VocabularyAsync(cancellationToken));

    /// <summary>A text that is not published, read as if it were.</summary>
    /// <param name="text">The pipeline as YAML or JSON.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UserErrorException"><c>pipeline.invalid</c> with every problem.</exception>
    public async Task<LoadedPipeline> ReadAsync(string text, CancellationToken cancellationToken)
    {
        var published = new PublishedPipelines(await store.ListAsync(cancellationToken), steps.Kinds);
        return new LoadedPipeline(null, PipelineLoader.Load(text, Vocabulary(published)), published.Find);
    }

    /// <summary>Publishes a pipeline under the name it gives itself.</summary>
    /// <param name="text">The pipeline as YAML or JSON.</param>
    /// <param name="author">Who publishes it.</param>
    /// <param name="note">Why; at most 500 characters; null for none.</param>
    /// <param name="expected">The number that must be the newest, 0 when there must be none; null when any may be.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UserErrorException">
    /// <c>pipeline.invalid</c> with every problem, <c>pipeline.builtIn</c>, <c>pipeline.changed</c>, <c>pipeline.badNote</c>.
    /// </exception>
    public async Task<PipelineVersion> PublishAsync(string text, string author, string? note, int? expected, CancellationToken cancellationToken)
    {
        if (note?.Length > LongestNote)
        {
            throw new UserErrorException("pipeline.badNote", $"The note has {note.Length} characters", $"Use at most {LongestNote}.");
        }

        var definition = PipelineLoader.Load(text, await VocabularyAsync(cancellationToken));
        if (BuiltInPipelines.Owns(definition.Name, await store.FindAsync(definition.Name, null, cancellationToken)))
        {
            throw new UserErrorException(
                "pipeline.builtIn", $"The pipeline '{definition.Name}' belongs to the server", "Publish yours under another name and set 'pipeline' of the app to it.");
        }

        return await store.PublishAsync(new NewPipelineVersion(definition.Name, text, author, string.IsNullOrWhiteSpace(note) ? null : note), expected, cancellationToken);
    }

    /// <summary>A version of a pipeline.</summary>
    /// <exception cref="UserErrorException"><c>pipeline.notFound</c>.</exception>
    public async Task<PipelineVersion> RequireAsync(string name, int? number, CancellationToken cancellationToken) =>
        await store.FindAsync(name, number, cancellationToken) ?? throw NotFound(number is null ? name : FormattableString.Invariant($"{name} v{number}"));

    /// <summary>A version of a pipeline, read.</summary>
    /// <param name="name">The pipeline's name.</param>
    /// <param name="number">Its number; null for the newest.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UserErrorException"><c>pipeline.notFound</c>; <c>pipeline.unusable</c>: it holds what this server does not know.</exception>
    public async Task<(PipelineVersion Version, PipelineDefinition Definition)> ReadVersionAsync(string name, int? number, CancellationToken cancellationToken)
    {
        var version = await RequireAsync(name, number, cancellationToken);
        return (version, new PublishedPipelines([version], steps.Kinds).Find(name)!);
    }

    async Task<PipelineVocabulary> VocabularyAsync(CancellationToken cancellationToken) =>
        Vocabulary(new PublishedPipelines(await store.ListAsync(cancellationToken), steps.Kinds));

    PipelineVocabulary Vocabulary(PublishedPipelines published) =>
        new(steps.Kinds, [.. SettingDefinition.All.Select(setting => setting.Name)], published.Find);

    static UserErrorException NotFound(string what) =>
        new("pipeline.notFound", $"There is no pipeline '{what}'", "Look at those there are: pdeploy pipelines list");
}

/// <summary>A pipeline that a run can be made of.</summary>
/// <param name="Version">The version it is; null when it is not published.</param>
/// <param name="Definition">What it says.</param>
/// <param name="Find">The pipelines it may use.</param>
public sealed record LoadedPipeline(PipelineVersion? Version, PipelineDefinition Definition, Func<string, PipelineDefinition?> Find);
