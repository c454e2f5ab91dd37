using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Pipelines;

/// <summary>The newest versions at one moment, read one by one as they are asked for.</summary>
sealed class PublishedPipelines(IReadOnlyList<PipelineVersion> newest, IReadOnlyDictionary<string, IStepKind> kinds)
{
    readonly Dictionary<string, PipelineDefinition> _read = [];

    public PipelineVersion? VersionOf(string name) => newest.FirstOrDefault(version => version.Pipeline == name);

    /// <summary>The pipeline of a name, or null.</summary>
    /// <exception cref="UserErrorException"><c>pipeline.unusable</c>.</exception>
    public PipelineDefinition? Find(string name)
    {
        if (!_read.TryGetValue(name, out var definition) && VersionOf(name) is { } version)
        {
            _read[name] = definition = Read(version);
        }

        return definition;
    }

    // It was whole when it was published, but perhaps by a server of another version.
    PipelineDefinition Read(PipelineVersion version)
    {
        try
        {
            return PipelineLoader.Load(version.Text, kinds);
        }
        catch (FieldErrorsException e)
        {
            throw new UserErrorException(
                "pipeline.unusable",
                $"This server cannot use version {version.Number} of the pipeline '{version.Pipeline}': {e.Error.Message}",
                "Publish a version that fits, or upgrade the server.");
        }
    }
}
