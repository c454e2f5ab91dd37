namespace PipelineDeploy.Simulation;

/// <summary>What becomes of the app that a run deploys.</summary>
enum Fate
{
    /// <summary>It works.</summary>
    Healthy,

    /// <summary>It works after two checks.</summary>
    Slow,

    /// <summary>It never answers a check well.</summary>
    Sick,

    /// <summary>It ends soon after every start.</summary>
    Dies,

    /// <summary>Its image cannot be built.</summary>
    Unbuildable,
}
