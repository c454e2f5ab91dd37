using System.Globalization;

namespace PipelineDeploy.Contracts;

public sealed partial class PipelineDeployClient
{
    /// <summary>The public keys that people push with: all of them for an administrator, else one's own.</summary>
    public Task<IReadOnlyList<SshKeyView>> ListSshKeysAsync(CancellationToken cancellationToken = default) => AllAsync<SshKeyView, long?>(async after =>
    {
        var page = await GetSshKeyPageAsync(after, LargestPage, cancellationToken);
        return (page.Items, page.Next);
    });

    /// <summary>A page of those keys, oldest first.</summary>
    /// <param name="after">The page before's <see cref="SshKeyPage.Next"/>.</param>
    /// <param name="limit">At most so many, up to 500.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<SshKeyPage> GetSshKeyPageAsync(long? after = null, int limit = 100, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, PageOf("ssh-keys", limit, after?.ToString(CultureInfo.InvariantCulture)), WireJson.Default.SshKeyPage, body: null, cancellationToken);

    /// <summary>Adds a public key; who pushes with it does what the token of this client may do.</summary>
    public Task<SshKeyView> AddSshKeyAsync(AddSshKey key, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Post, "ssh-keys", WireJson.Default.SshKeyView, Body(key, WireJson.Default.AddSshKey), cancellationToken);

    /// <summary>Takes a key away.</summary>
    public Task<SshKeyView> RemoveSshKeyAsync(long key, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Delete, $"ssh-keys/{key}", WireJson.Default.SshKeyView, body: null, cancellationToken);

    /// <summary>Speaks git with an app's repository for the owner of a key, which takes an administrator.</summary>
    /// <param name="key">The number of the key that SSH has seen.</param>
    /// <param name="service"><c>git-receive-pack</c> or <c>git-upload-pack</c>.</param>
    /// <param name="app">The app.</param>
    /// <param name="from">The address of the key's owner, for the audit; null when it is not known.</param>
    /// <param name="cancellationToken">Stops waiting for the server.</param>
    /// <returns>Git's end of the talk, in both directions; the caller disposes it.</returns>
    public async Task<Stream> OpenGitAsync(long key, string service, string app, string? from = null, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"ssh-keys/{key}/{Part(service)}/{Part(app)}{(from is null ? "" : $"?from={Uri.EscapeDataString(from)}")}");
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.ParseAdd("git");
        var response = await transport.OpenAsync(request, cancellationToken);
        return await response.Content.ReadAsStreamAsync(cancellationToken);
    }
}
