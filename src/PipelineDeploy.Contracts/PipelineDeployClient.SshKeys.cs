namespace PipelineDeploy.Contracts;

public sealed partial class PipelineDeployClient
{
    /// <summary>The public keys that people push with: all of them for an administrator, else one's own.</summary>
    public Task<IReadOnlyList<SshKeyView>> ListSshKeysAsync(CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, "ssh-keys", WireJson.Default.IReadOnlyListSshKeyView, body: null, cancellationToken);

    /// <summary>Adds a public key; who pushes with it does what the token of this client may do.</summary>
    public Task<SshKeyView> AddSshKeyAsync(AddSshKey key, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Post, "ssh-keys", WireJson.Default.SshKeyView, Body(key, WireJson.Default.AddSshKey), cancellationToken);

    /// <summary>Takes a key away and answers those that are left.</summary>
    public Task<IReadOnlyList<SshKeyView>> RemoveSshKeyAsync(long key, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Delete, $"ssh-keys/{key}", WireJson.Default.IReadOnlyListSshKeyView, body: null, cancellationToken);

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
