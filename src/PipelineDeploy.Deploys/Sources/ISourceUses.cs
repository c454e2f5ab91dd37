namespace PipelineDeploy.Deploys.Sources;

/// <summary>Which uploads somebody still needs.</summary>
public interface ISourceUses
{
    /// <summary>The ids of the uploads of runs that have not ended, and of the runs that serve: those are deployed again.</summary>
    Task<IReadOnlySet<string>> InUseAsync(CancellationToken cancellationToken);
}
