using System.Data.Common;

namespace PipelineDeploy.TestKit.Runs;

/// <summary>The database went away in the middle: to the engine this is the same as being killed there.</summary>
public sealed class LostDatabaseException() : DbException("The database went away (on purpose, in a test).")
{
    /// <inheritdoc />
    public override bool IsTransient => true;
}
