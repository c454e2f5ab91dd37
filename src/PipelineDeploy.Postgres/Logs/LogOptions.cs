namespace PipelineDeploy.Postgres.Logs;

/// <summary>How much of the logs of runs is kept.</summary>
/// <param name="MebibytesPerStep">Of one step; what it writes beyond is left out, and a mark says how much.</param>
/// <param name="Days">Days that lines are kept; whole days (UTC) are dropped.</param>
public sealed record LogOptions(int MebibytesPerStep = 10, int Days = 30);
