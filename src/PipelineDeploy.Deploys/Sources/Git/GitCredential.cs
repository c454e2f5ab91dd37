namespace PipelineDeploy.Deploys.Sources.Git;

/// <summary>How an app signs in to a host of repositories. What is secret in it is kept apart.</summary>
/// <param name="Host">The host; nothing is ever sent to another one.</param>
/// <param name="Kind">A token or a deploy key.</param>
/// <param name="User">The name that goes with a token; empty for a key, whose user stands in the address.</param>
/// <param name="KnownHosts">The keys that the host may have, as in OpenSSH's <c>known_hosts</c>; null with a token.</param>
/// <param name="SetBy">Who set it last.</param>
/// <param name="SetAt">When.</param>
public sealed record GitCredential(string Host, GitCredentialKind Kind, string User, string? KnownHosts, string SetBy, DateTimeOffset SetAt);

/// <summary>What a sign-in is made by.</summary>
public enum GitCredentialKind
{
    /// <summary>A token, sent as the password over https.</summary>
    Token,

    /// <summary>A private key, used over ssh.</summary>
    Key,
}

/// <summary>Where sign-ins to hosts of repositories are kept; their secrets only sealed.</summary>
public interface IGitCredentialStore
{
    /// <summary>The sign-ins of an app, by host.</summary>
    Task<IReadOnlyList<GitCredential>> ListAsync(string app, CancellationToken cancellationToken);

    /// <summary>One of them with its sealed secret, or null.</summary>
    Task<(GitCredential Credential, string SealedSecret)?> FindAsync(string app, string host, CancellationToken cancellationToken);

    /// <summary>Keeps one, in place of the one there is for its host.</summary>
    Task SetAsync(string app, GitCredential credential, string sealedSecret, CancellationToken cancellationToken);

    /// <summary>Forgets one; false when there was none.</summary>
    Task<bool> RemoveAsync(string app, string host, CancellationToken cancellationToken);
}
