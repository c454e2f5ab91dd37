using System.Reflection;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Pipelines;

/// <summary>The built-in pipelines, read with the same loader as everybody's.</summary>
public sealed class PipelineCatalog
{
    /// <summary>The pipeline of a plain deploy.</summary>
    public const string Default = "blue-green";

    readonly Dictionary<string, PipelineDefinition> _pipelines;

    /// <summary>Reads the built-in pipelines.</summary>
    /// <exception cref="PipelineDeploy.Workflows.UserErrorException"><c>pipeline.invalid</c>: one of them does not fit the step kinds.</exception>
    public PipelineCatalog(StepCatalog steps) => _pipelines = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith("workflows/", StringComparison.Ordinal))
        .Select(name => PipelineLoader.Load(Read(name), steps.Kinds))
        .ToDictionary(pipeline => pipeline.Name);

    /// <summary>The built-in pipeline of that name.</summary>
    public PipelineDefinition this[string name] => _pipelines[name];

    static string Read(string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
