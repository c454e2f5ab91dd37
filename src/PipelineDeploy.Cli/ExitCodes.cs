using PipelineDeploy.Contracts;

namespace PipelineDeploy.Cli;

/// <summary>What <c>pdeploy</c> ends with; scripts rely on these numbers.</summary>
static class ExitCodes
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int NotSignedIn = 3;
    public const int NotFound = 4;
    public const int Conflict = 5;
    public const int RolledBack = 6;
    public const int NeedsAttention = 7;
    public const int GaveUpWaiting = 8;
    public const int Superseded = 9;
    public const int Interrupted = 130;

    /// <summary>The code for a run that has ended.</summary>
    public static int Of(RunView run) => run.State switch
    {
        "succeeded" => Done,
        "rolledBack" => RolledBack,
        "needsAttention" => NeedsAttention,
        "superseded" => Superseded,
        _ => Failed,
    };

    /// <summary>The code for a request that the server refused.</summary>
    public static int Of(Problem problem) => problem.Status switch
    {
        400 or 422 => Usage,
        401 or 403 => NotSignedIn,
        404 => NotFound,
        409 or 412 or 423 => Conflict,
        _ => Failed,
    };
}
