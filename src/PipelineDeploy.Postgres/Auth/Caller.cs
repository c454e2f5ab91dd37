namespace PipelineDeploy.Postgres.Auth;

/// <summary>Who asks for something.</summary>
/// <param name="Name">The user's name; the token's name when it is a machine's.</param>
/// <param name="Rights">What the caller may do right now.</param>
/// <param name="UserId">The user; null for a machine's token.</param>
/// <param name="TokenId">The token that was shown, or that a session came from; null for a session that a password opened.</param>
/// <param name="TokenName">Its name.</param>
/// <param name="TokenExpiresAt">When it ends; null for never, or without one.</param>
public sealed record Caller(string Name, Rights Rights, long? UserId, long? TokenId, string? TokenName, DateTimeOffset? TokenExpiresAt)
{
    /// <summary>Whether it is nobody's token: a program, which no user stands behind.</summary>
    public bool IsMachine => UserId is null;
}
