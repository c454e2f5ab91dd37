namespace PipelineDeploy.Deploys.Checks;

/// <summary>How one check of one attempt went.</summary>
/// <param name="Passed">The final answer was 2xx in time and contained what was expected.</param>
/// <param name="Cause">One sentence on what happened, e.g. <c>answered 500 Internal Server Error</c>.</param>
/// <param name="Status">The last status that was answered; null when there was none.</param>
/// <param name="Latency">From the first connection to the verdict, redirects included.</param>
/// <param name="Body">The first 2048 characters of the last answer, or of a command's output; null when there was none.</param>
/// <param name="Note">What a person should know besides, e.g. that a port spoke plain HTTP.</param>
public sealed record CheckResult(bool Passed, string Cause, int? Status, TimeSpan Latency, string? Body, string? Note);
