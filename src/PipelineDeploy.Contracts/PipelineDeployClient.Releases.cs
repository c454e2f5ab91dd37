namespace PipelineDeploy.Contracts;

/// <summary>The releases of apps.</summary>
public sealed partial class PipelineDeployClient
{
    /// <summary>An app's releases, newest first.</summary>
    /// <param name="app">The app.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="before">The page before's <see cref="ReleasePage.Next"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<ReleasePage> ListReleasesAsync(string app, int limit = 20, int? before = null, CancellationToken cancellationToken = default) =>
        transport.AskAsync(
            HttpMethod.Get, $"apps/{Part(app)}/releases?limit={limit}{(before is null ? "" : $"&before={before}")}", WireJson.Default.ReleasePage, body: null, cancellationToken);

    /// <summary>One release, with the names of the variables it keeps.</summary>
    public Task<ReleaseView> GetReleaseAsync(string app, int release, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, $"apps/{Part(app)}/releases/{release}", WireJson.Default.ReleaseView, body: null, cancellationToken);

    /// <summary>What going back to a release would change; nothing is started.</summary>
    public Task<RollbackPreview> PreviewRollbackAsync(string app, int? release, CancellationToken cancellationToken = default) =>
        transport.AskAsync(
            HttpMethod.Get, $"apps/{Part(app)}/rollback{(release is null ? "" : $"?release={release}")}", WireJson.Default.RollbackPreview, body: null, cancellationToken);

    /// <summary>Goes back to a release; the run goes on after this returns.</summary>
    /// <param name="app">The app.</param>
    /// <param name="wanted">Which release.</param>
    /// <param name="idempotencyKey">Asking again with the same key gives the same run.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<RunView> RollBackAsync(string app, RollBack wanted, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        StartRunAsync($"apps/{Part(app)}/rollback", Body(wanted, WireJson.Default.RollBack), idempotencyKey, cancellationToken);

    /// <summary>Deploys the image of another app's release, without a build; the run goes on after this returns.</summary>
    /// <param name="app">The app that gets it.</param>
    /// <param name="wanted">Which release of which app.</param>
    /// <param name="idempotencyKey">Asking again with the same key gives the same run.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<RunView> PromoteAsync(string app, Promote wanted, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        StartRunAsync($"apps/{Part(app)}/promote", Body(wanted, WireJson.Default.Promote), idempotencyKey, cancellationToken);

    async Task<RunView> StartRunAsync(string path, HttpContent body, string? idempotencyKey, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return await transport.AskAsync(request, WireJson.Default.RunView, cancellationToken);
    }
}
