namespace PipelineDeploy.Deploys.Pipelines;

/// <summary>Where published pipelines are kept. Versions are only added: what is published never changes.</summary>
public interface IPipelineStore
{
    /// <summary>The newest version of every pipeline, by name.</summary>
    Task<IReadOnlyList<PipelineVersion>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Versions of a pipeline, newest first; none when there is no such pipeline.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="before">Only those with a lower number; null from the newest.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<PipelineVersion>> ListVersionsAsync(string pipeline, int? before, int limit, CancellationToken cancellationToken);

    /// <summary>A version, or null.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="number">Its number; null for the newest.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<PipelineVersion?> FindAsync(string pipeline, int? number, CancellationToken cancellationToken);

    /// <summary>Adds a version. A text that is the newest one's already adds none and answers that one.</summary>
    /// <param name="version">What is published.</param>
    /// <param name="expected">The number that must be the newest, 0 when there must be none; null when any may be.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="PipelineDeploy.Workflows.UserErrorException"><c>pipeline.changed</c>: another version is the newest.</exception>
    Task<PipelineVersion> PublishAsync(NewPipelineVersion version, int? expected, CancellationToken cancellationToken);
}
