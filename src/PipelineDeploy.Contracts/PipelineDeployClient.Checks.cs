namespace PipelineDeploy.Contracts;

/// <summary>Checks without a deploy, and what those of a run have seen.</summary>
public sealed partial class PipelineDeployClient
{
    /// <summary>What is wrong with a CHECKS or an <c>app.json</c>, and what it would ask.</summary>
    public Task<ChecksValidation> ValidateChecksAsync(ValidateChecks asked, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Post, "checks/validate", WireJson.Default.ChecksValidation, Body(asked, WireJson.Default.ValidateChecks), cancellationToken);

    /// <summary>Tries an app's checks once at what serves now; it takes as long as the slowest of them.</summary>
    public Task<ChecksReport> RunChecksAsync(string app, RunChecks asked, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Post, $"apps/{Part(app)}/checks/run", WireJson.Default.ChecksReport, Body(asked, WireJson.Default.RunChecks), cancellationToken);

    /// <summary>Every attempt that the checks of a run have made, in order.</summary>
    public Task<IReadOnlyList<CheckAttemptView>> ListCheckAttemptsAsync(long run, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, $"runs/{run}/checks", WireJson.Default.IReadOnlyListCheckAttemptView, body: null, cancellationToken);
}
