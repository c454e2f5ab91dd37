namespace PipelineDeploy.Postgres.Auth;

/// <summary>A token that is wanted.</summary>
/// <param name="Name">Its name, once for each user and once among the machines'.</param>
/// <param name="Rights">What it is for.</param>
/// <param name="UserId">Whose it is; null for a machine's.</param>
/// <param name="MadeWith">The token that makes it, and whose end is its end, too; null when none does.</param>
/// <param name="CreatedBy">Who makes it.</param>
/// <param name="ExpiresAt">When it ends; null for never.</param>
public sealed record NewToken(string Name, Rights Rights, long? UserId, long? MadeWith, string CreatedBy, DateTimeOffset? ExpiresAt)
{
    /// <summary>The token of an administrator's program, which never ends.</summary>
    public static NewToken OfServer(string name) => new(name, Rights.All, null, null, "server", null);
}

/// <summary>A token without its secret.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="User">Whose it is; null for a machine's.</param>
/// <param name="Rights">What it is for; its user's rights are its bounds.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">By whom.</param>
/// <param name="ExpiresAt">When it ends; null for never.</param>
/// <param name="LastUsedAt">When it was used last, to the minute.</param>
/// <param name="MadeWith">The token it was made with.</param>
public sealed record Token(
    long Id, string Name, string? User, Rights Rights, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt, long? MadeWith);
