namespace PipelineDeploy.Contracts;

/// <summary>A public key by which somebody pushes over SSH.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Fingerprint">Its fingerprint, <c>SHA256:…</c>.</param>
/// <param name="PublicKey">The key, as OpenSSH writes it, without a comment.</param>
/// <param name="Owner">Whose it is: who pushes with it does what the token of that name may do.</param>
/// <param name="AddedAt">When it was added.</param>
/// <param name="LastUsedAt">When it was last used; null for never.</param>
/// <param name="User">The user whose token that is; null for a machine's.</param>
public sealed record SshKeyView(
    long Id, string Name, string Fingerprint, string PublicKey, string Owner, DateTimeOffset AddedAt, DateTimeOffset? LastUsedAt, string? User = null);

/// <summary>A page of keys, oldest first.</summary>
/// <param name="Items">The keys.</param>
/// <param name="Next">Hand it as <c>after</c> to get the next page; null at the end.</param>
public sealed record SshKeyPage(IReadOnlyList<SshKeyView> Items, long? Next);

/// <summary>Adds a key.</summary>
/// <param name="Key">One line of a <c>.pub</c> file.</param>
/// <param name="Name">Its name; null for the comment that stands behind it.</param>
public sealed record AddSshKey(string Key, string? Name = null);
