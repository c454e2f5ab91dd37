using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Sources.Git;

/// <summary>A sign-in that is about to be used.</summary>
/// <param name="Credential">What is known of it.</param>
/// <param name="Secret">The token or the private key.</param>
public sealed record OpenedCredential(GitCredential Credential, string Secret);

/// <summary>The sign-ins of apps to hosts of repositories: judged, sealed and opened again.</summary>
public sealed class GitAccess(IGitCredentialStore store, IConfigVault vault, TimeProvider time)
{
    const int LongestSecret = 16 * 1024;
    const int LongestKnownHosts = 64 * 1024;

    /// <summary>The sign-ins of an app, without their secrets.</summary>
    public Task<IReadOnlyList<GitCredential>> ListAsync(string app, CancellationToken cancellationToken) => store.ListAsync(app, cancellationToken);

    /// <summary>One of them, without its secret.</summary>
    /// <exception cref="UserErrorException"><c>git.badHost</c> or <c>git.noAccess</c>.</exception>
    public async Task<GitCredential> RequireAsync(string app, string host, CancellationToken cancellationToken)
    {
        var place = GitAddress.ParsePlace(host);
        return (await store.ListAsync(app, cancellationToken)).FirstOrDefault(credential => credential.Host == place) ?? throw NotFound(app, place);
    }

    /// <summary>Keeps a token.</summary>
    /// <exception cref="UserErrorException"><c>git.badHost</c> or <c>git.badSecret</c>.</exception>
    public Task<GitCredential> SetTokenAsync(string app, string host, string? user, string token, string actor, CancellationToken cancellationToken)
    {
        var name = user is { Length: > 0 } ? user : "git";
        if (token.Length is 0 or > LongestSecret || !SecretText.IsPlain(token) || name.Length > 255 || !SecretText.IsPlain(name) || name.Contains(':', StringComparison.Ordinal))
        {
            throw new UserErrorException("git.badSecret", "The token must be one line of plain characters, and its user a name without ':'", "Copy it as the host shows it.");
        }

        return SetAsync(app, new GitCredential(GitAddress.ParsePlace(host), GitCredentialKind.Token, name, null, actor, time.GetUtcNow()), token, cancellationToken);
    }

    /// <summary>Keeps a deploy key.</summary>
    /// <exception cref="UserErrorException"><c>git.badHost</c>, <c>git.badSecret</c> or <c>git.noKnownHosts</c>.</exception>
    public Task<GitCredential> SetKeyAsync(string app, string host, string key, string? knownHosts, string actor, CancellationToken cancellationToken)
    {
        var text = key.ReplaceLineEndings("\n").Trim() + "\n";
        if (text.Length > LongestSecret || !text.StartsWith("-----BEGIN ", StringComparison.Ordinal) || !text.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            throw new UserErrorException("git.badSecret", "That is no private key", "Make one with: ssh-keygen -t ed25519 -N '' -f deploy-key; the public half goes to the host of the repository.");
        }

        var place = GitAddress.ParsePlace(host);
        var hosts = (knownHosts ?? "").ReplaceLineEndings("\n").Trim();
        if (hosts.Length is 0 or > LongestKnownHosts || hosts.Contains('\0', StringComparison.Ordinal))
        {
            throw new UserErrorException(
                "git.noKnownHosts", $"Without the keys of {place} nobody could tell whether it is {place} that answers", $"Give them as OpenSSH's known_hosts has them: ssh-keyscan {place}, compared with what the host publishes.");
        }

        return SetAsync(app, new GitCredential(place, GitCredentialKind.Key, "", hosts + "\n", actor, time.GetUtcNow()), text, cancellationToken);
    }

    /// <summary>Forgets a sign-in.</summary>
    /// <exception cref="UserErrorException"><c>git.noAccess</c>.</exception>
    public async Task RemoveAsync(string app, string host, CancellationToken cancellationToken)
    {
        var place = GitAddress.ParsePlace(host);
        if (!await store.RemoveAsync(app, place, cancellationToken))
        {
            throw NotFound(app, place);
        }
    }

    /// <summary>What an app signs in with at exactly that place; null when it has nothing for it.</summary>
    /// <exception cref="UserErrorException"><c>config.unreadable</c>.</exception>
    public async Task<OpenedCredential?> OpenAsync(string app, GitAddress address, CancellationToken cancellationToken) =>
        await store.FindAsync(app, address.Place, cancellationToken) is { } found && address.IsSsh == (found.Credential.Kind == GitCredentialKind.Key)
            ? new OpenedCredential(found.Credential, vault.Open(app, NameOf(address.Place), found.SealedSecret))
            : null;

    async Task<GitCredential> SetAsync(string app, GitCredential credential, string secret, CancellationToken cancellationToken)
    {
        await store.SetAsync(app, credential, vault.Seal(app, NameOf(credential.Host), secret), cancellationToken);
        return credential;
    }

    static UserErrorException NotFound(string app, string place) =>
        new("git.noAccess", $"{app} has no sign-in for {place}", $"See which there are: pdeploy git-access list -a {app}");

    // No variable has a name with a blank, so none is sealed like this.
    static string NameOf(string host) => $"git access {host}";
}
