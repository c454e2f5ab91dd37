using System.Reflection;

namespace PipelineDeploy.Deploys.Pipelines;

/// <summary>The pipelines that the server brings. They are published like everybody's when it starts.</summary>
public sealed class BuiltInPipelines(IPipelineStore store)
{
    /// <summary>The author of what the server publishes itself.</summary>
    public const string Author = "pipelinedeploy";

    /// <summary>Their texts, by name.</summary>
    public static IReadOnlyDictionary<string, string> Texts { get; } = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith("workflows/", StringComparison.Ordinal))
        .ToDictionary(name => Path.GetFileNameWithoutExtension(name), Read, StringComparer.Ordinal);

    /// <summary>Publishes those whose text this server has and the newest version has not.</summary>
    public async Task PublishAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, text) in Texts)
        {
            await store.PublishAsync(new NewPipelineVersion(name, text, Author, "Built in."), null, cancellationToken);
        }
    }

    static string Read(string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
