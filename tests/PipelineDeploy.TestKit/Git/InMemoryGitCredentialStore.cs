using PipelineDeploy.Deploys.Sources.Git;

namespace PipelineDeploy.TestKit.Git;

/// <summary>Sign-ins to hosts of repositories in memory.</summary>
public sealed class InMemoryGitCredentialStore : IGitCredentialStore
{
    readonly Dictionary<(string App, string Host), (GitCredential Credential, string SealedSecret)> _kept = [];

    /// <inheritdoc />
    public Task<IReadOnlyList<GitCredential>> ListAsync(string app, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<GitCredential>>([.. _kept.Where(one => one.Key.App == app).OrderBy(one => one.Key.Host, StringComparer.Ordinal).Select(one => one.Value.Credential)]);

    /// <inheritdoc />
    public Task<(GitCredential Credential, string SealedSecret)?> FindAsync(string app, string host, CancellationToken cancellationToken) =>
        Task.FromResult<(GitCredential, string)?>(_kept.TryGetValue((app, host), out var found) ? found : null);

    /// <inheritdoc />
    public Task SetAsync(string app, GitCredential credential, string sealedSecret, CancellationToken cancellationToken)
    {
        _kept[(app, credential.Host)] = (credential, sealedSecret);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<bool> RemoveAsync(string app, string host, CancellationToken cancellationToken) => Task.FromResult(_kept.Remove((app, host)));
}
