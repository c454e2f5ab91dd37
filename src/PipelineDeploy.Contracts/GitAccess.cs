namespace PipelineDeploy.Contracts;

/// <summary>How an app signs in to a host of git repositories; what is secret in it is told to nobody.</summary>
/// <param name="Host">The host, with its port when that is not the usual one.</param>
/// <param name="Kind"><c>token</c> or <c>key</c>.</param>
/// <param name="User">The name that goes with a token; null with a key.</param>
/// <param name="SetBy">Who set it last.</param>
/// <param name="SetAt">When.</param>
public sealed record GitAccessView(string Host, string Kind, string? User, string SetBy, DateTimeOffset SetAt);

/// <summary>Gives an app a sign-in to a host: a token, or a private key with the keys that the host may have.</summary>
/// <param name="Token">The token, sent over https.</param>
/// <param name="User">The name that goes with the token; null for <c>git</c>, which most hosts take.</param>
/// <param name="Key">The private key, in OpenSSH's or PEM form, without a passphrase; used over ssh.</param>
/// <param name="KnownHosts">The host's keys as OpenSSH's <c>known_hosts</c> has them.</param>
public sealed record SetGitAccess(string? Token = null, string? User = null, string? Key = null, string? KnownHosts = null);

/// <summary>Which repository a deploy builds.</summary>
/// <param name="Url">Its address; null for the app's setting <c>gitUrl</c>.</param>
/// <param name="Ref">A branch, a tag or a commit; null for what the repository takes for its newest.</param>
public sealed record GitSource(string? Url, string? Ref);
