namespace PipelineDeploy.Workflows.Runs;

/// <summary>Why a run that has not begun waits.</summary>
/// <param name="Until">When it is looked at again, at the latest.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record RunHold(DateTimeOffset Until, string Reason);
