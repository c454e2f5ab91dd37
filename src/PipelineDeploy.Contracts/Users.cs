namespace PipelineDeploy.Contracts;

/// <summary>A person who signs in.</summary>
/// <param name="Name">The name to sign in with.</param>
/// <param name="Role">The role for all apps: <c>viewer</c>, <c>deployer</c> or <c>admin</c>; null for none.</param>
/// <param name="Apps">App → role, for those with a role of their own.</param>
/// <param name="CreatedAt">Since when there is the user.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="IsDisabled">Whether nothing of it is let in.</param>
/// <param name="LastSignInAt">When the password was last used; null for never.</param>
public sealed record UserView(
    string Name, string? Role, IReadOnlyDictionary<string, string> Apps, DateTimeOffset CreatedAt, string CreatedBy, bool IsDisabled, DateTimeOffset? LastSignInAt);

/// <summary>A page of users, by name.</summary>
/// <param name="Items">The users.</param>
/// <param name="Next">Hand it as <c>after</c> to get the next page; null at the end.</param>
public sealed record UserPage(IReadOnlyList<UserView> Items, string? Next);

/// <summary>Makes a user.</summary>
/// <param name="Name">1 to 63 characters a-z, 0-9, dots, dashes and underscores.</param>
/// <param name="Password">12 to 256 characters.</param>
/// <param name="Role">The role for all apps; null for none.</param>
/// <param name="Apps">App → role.</param>
public sealed record CreateUser(string Name, string Password, string? Role = null, IReadOnlyDictionary<string, string>? Apps = null);

/// <summary>What somebody may do, in place of what that one might before.</summary>
/// <param name="Role">The role for all apps; null for none.</param>
/// <param name="Apps">App → role.</param>
public sealed record SetRights(string? Role = null, IReadOnlyDictionary<string, string>? Apps = null);

/// <summary>Gives a user another password; the user's sessions end.</summary>
/// <param name="Password">12 to 256 characters.</param>
public sealed record SetPassword(string Password);

/// <summary>Changes one's own password; one's sessions end.</summary>
/// <param name="Current">The password of now.</param>
/// <param name="Password">12 to 256 characters.</param>
public sealed record ChangePassword(string Current, string Password);
