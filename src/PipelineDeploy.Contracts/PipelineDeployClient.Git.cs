namespace PipelineDeploy.Contracts;

public sealed partial class PipelineDeployClient
{
    /// <summary>How an app signs in to hosts of git repositories.</summary>
    public Task<IReadOnlyList<GitAccessView>> ListGitAccessAsync(string app, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, $"apps/{Part(app)}/git-access", WireJson.Default.IReadOnlyListGitAccessView, body: null, cancellationToken);

    /// <summary>Gives an app a sign-in to a host, in place of the one it has.</summary>
    public Task<GitAccessView> SetGitAccessAsync(string app, string host, SetGitAccess access, CancellationToken cancellationToken = default) =>
        transport.AskAsync(
            HttpMethod.Put, $"apps/{Part(app)}/git-access/{Part(host)}", WireJson.Default.GitAccessView, Body(access, WireJson.Default.SetGitAccess), cancellationToken);

    /// <summary>Takes a sign-in away and answers those that are left.</summary>
    public Task<IReadOnlyList<GitAccessView>> RemoveGitAccessAsync(string app, string host, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Delete, $"apps/{Part(app)}/git-access/{Part(host)}", WireJson.Default.IReadOnlyListGitAccessView, body: null, cancellationToken);

    /// <summary>Starts a deploy of a git repository; it is fetched before this returns, the run goes on after it.</summary>
    /// <param name="app">The app.</param>
    /// <param name="source">The repository and what of it is wanted.</param>
    /// <param name="trigger">What starts it, e.g. <c>cli</c>.</param>
    /// <param name="idempotencyKey">Asking again with the same key gives the same run.</param>
    /// <param name="choice">Which pipeline and with which inputs; null for the app's own, without any.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<RunView> StartGitDeployAsync(
        string app, GitSource source, string trigger, string? idempotencyKey = null, PipelineChoice? choice = null, CancellationToken cancellationToken = default)
    {
        string?[] parts = [source.Url is null ? null : $"git={Part(source.Url)}", source.Ref is null ? null : $"ref={Part(source.Ref)}"];
        return StartWithoutBodyAsync(app, string.Join('&', parts.Where(part => part is not null)), trigger, idempotencyKey, choice, cancellationToken);
    }

    /// <summary>Starts a deploy of the source that serves once more, with the pipeline's newest version and the settings of now.</summary>
    /// <param name="app">The app.</param>
    /// <param name="trigger">What starts it, e.g. <c>cli</c>.</param>
    /// <param name="idempotencyKey">Asking again with the same key gives the same run.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<RunView> StartRebuildAsync(string app, string trigger, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        StartWithoutBodyAsync(app, "rebuild=true", trigger, idempotencyKey, null, cancellationToken);
}
