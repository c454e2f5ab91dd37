namespace PipelineDeploy.Contracts;

/// <summary>An API token without its secret.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="User">Whose it is; null for a machine's.</param>
/// <param name="Role">The role for all apps; null for none. What its user may do is its bounds.</param>
/// <param name="Apps">App → role.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">By whom.</param>
/// <param name="ExpiresAt">When it ends; null for never.</param>
/// <param name="LastUsedAt">When it was used last, to the minute; null for never.</param>
/// <param name="MadeWith">Number of the token that it was made with, and ends with.</param>
public sealed record TokenView(
    long Id, string Name, string? User, string? Role, IReadOnlyDictionary<string, string> Apps, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt, long? MadeWith);

/// <summary>A page of tokens, oldest first.</summary>
/// <param name="Items">The tokens.</param>
/// <param name="Next">Hand it as <c>after</c> to get the next page; null at the end.</param>
public sealed record TokenPage(IReadOnlyList<TokenView> Items, long? Next);

/// <summary>Makes a token.</summary>
/// <param name="Name">1 to 63 characters a-z, 0-9, dots, dashes and underscores.</param>
/// <param name="Role">The role for all apps; null for none.</param>
/// <param name="Apps">App → role.</param>
/// <param name="Days">After how many days it ends, 1 to 3650; null for 90. Never later than the token it is made with.</param>
/// <param name="Machine">Whether it is nobody's: runs it starts are the token's own. For administrators of all apps.</param>
public sealed record CreateToken(string Name, string? Role = null, IReadOnlyDictionary<string, string>? Apps = null, int? Days = null, bool Machine = false);

/// <summary>A token that was just made.</summary>
/// <param name="Token">The token.</param>
/// <param name="Secret">What is sent as <c>Authorization: Bearer</c>; it cannot be read again.</param>
public sealed record NewTokenView(TokenView Token, string Secret);

/// <summary>Trades a user's password for a token with the user's rights.</summary>
/// <param name="User">The user's name.</param>
/// <param name="Password">The password.</param>
/// <param name="Token">The name of the token to make.</param>
/// <param name="Days">After how many days it ends, 1 to 3650; null for 90.</param>
public sealed record SignInForToken(string User, string Password, string Token, int? Days = null);
