namespace PipelineDeploy.Deploys.Housekeeping;

/// <summary>Something that nobody needs any more.</summary>
/// <param name="Kind"><c>container</c> or <c>image</c>.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Action"><c>remove</c>, or <c>stop</c> for a container that is kept for a while.</param>
/// <param name="SizeBytes">What it takes in bytes, with what it shares with others; 0 when that is not known, or when it goes with its last name only.</param>
public sealed record Leftover(string Kind, string Name, string Action, long SizeBytes = 0);

/// <summary>Finds what nobody needs any more, and does away with it.</summary>
public interface ISweep
{
    /// <summary>Sweeps once.</summary>
    /// <param name="isTrial">True to change nothing.</param>
    /// <param name="cancellationToken">Ends it; what is gone by then is gone.</param>
    /// <returns>What is gone now, or would be.</returns>
    Task<IReadOnlyList<Leftover>> SweepAsync(bool isTrial, CancellationToken cancellationToken);
}
