using PipelineDeploy.Deploys.Config;

namespace PipelineDeploy.Deploys.Releases;

/// <summary>What going back to a release changes.</summary>
/// <param name="From">The release that serves.</param>
/// <param name="To">The release that will.</param>
/// <param name="Config">How the environment differs.</param>
/// <param name="Undoes">The run that is cancelled for it, because it still holds what it replaced: then it takes a moment; null when the release is started anew.</param>
public sealed record RollbackPlan(Release From, Release To, ConfigDifference Config, long? Undoes)
{
    /// <summary>Whether the image is another one.</summary>
    public bool ChangesImage => From.Image != To.Image;

    /// <summary>Whether it was built by another pipeline, or by another version of it.</summary>
    public bool ChangesPipeline => (From.Pipeline, From.PipelineVersion) != (To.Pipeline, To.PipelineVersion);
}

/// <summary>Decides which release is gone back to when nobody names one.</summary>
public static class RollbackChoice
{
    /// <summary>
    /// Of the releases before the serving one, the one that served last; null when there is none. One that was given up for an older one is
    /// not taken again after a newer one was deployed: then the older one served later.
    /// </summary>
    /// <param name="serving">The release that serves.</param>
    /// <param name="traffic">Which release served when.</param>
    public static int? Default(int serving, IEnumerable<ServedTime> traffic) => traffic
        .Where(time => time.Release < serving)
        .OrderByDescending(time => time.Until ?? DateTimeOffset.MaxValue).ThenByDescending(time => time.Release)
        .Select(time => (int?)time.Release).FirstOrDefault();
}
