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

    /// <summary>Whether a pipeline is the server's: it brings one of that name, and nobody had published one before it did.</summary>
    /// <param name="name">The pipeline's name.</param>
    /// <param name="newest">Its newest version; null when there is none.</param>
    public static bool Owns(string name, PipelineVersion? newest) => Texts.ContainsKey(name) && newest?.Author is null or Author;

    /// <summary>Publishes those whose newest version says something else than this server brings. What people published first stays theirs.</summary>
    public async Task PublishAsync(CancellationToken cancellationToken)
    {
        foreach (var (name, text) in Texts)
        {
            if (Owns(name, await store.FindAsync(name, null, cancellationToken)))
            {
                await store.PublishAsync(new NewPipelineVersion(name, text, Author, "Built in."), null, cancellationToken);
            }
        }
    }

    static string Read(string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
