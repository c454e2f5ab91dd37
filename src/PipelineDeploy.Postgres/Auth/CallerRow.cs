namespace PipelineDeploy.Postgres.Auth;

/// <summary>A token and its user as the database has them, either of which may be missing.</summary>
sealed record CallerRow(
    long? TokenId, string? TokenName, string? TokenRole, DateTime? ExpiresAt, string? TokenApps, long? UserId, string? UserName, string? UserRole, string? UserApps)
{
    /// <summary>Roles of a token <c>t</c> on single apps, as a JSON object.</summary>
    public const string AppsOfToken = "(select jsonb_object_agg(a.app, a.role)::text from token_apps a where a.token_id = t.id)";

    /// <summary>Roles of a user <c>u</c> on single apps, as a JSON object.</summary>
    public const string AppsOfUser = "(select jsonb_object_agg(a.app, a.role)::text from user_apps a where a.user_id = u.id)";

    /// <summary>Of a token <c>t</c> and a user <c>u</c>.</summary>
    public const string Columns =
        $"""
        t.id as "TokenId", t.name as "TokenName", t.role as "TokenRole", t.expires_at as "ExpiresAt", {AppsOfToken} as "TokenApps",
        u.id as "UserId", u.name as "UserName", u.role as "UserRole", {AppsOfUser} as "UserApps"
        """;

    /// <summary>Whether a token <c>t</c> and a user <c>u</c> still count, as far as there are any.</summary>
    public const string IsValid = "(t.expires_at is null or t.expires_at > @Now) and u.disabled_at is null";

    /// <summary>A token gives what it was made for, and never more than its user has by now.</summary>
    public Caller ToCaller()
    {
        var ofToken = TokenId is null ? Rights.All : RightsOf(TokenRole, TokenApps);
        var ofUser = UserId is null ? Rights.All : RightsOf(UserRole, UserApps);
        return new Caller(UserName ?? TokenName!, ofToken.Within(ofUser), UserId, TokenId, TokenName, ExpiresAt);
    }

    /// <summary>Rights from a role and a JSON object of apps and roles.</summary>
    public static Rights RightsOf(string? role, string? apps) => new(
        role is null ? null : RoleText.Parse(role),
        apps is null ? Rights.None.Apps : Json.Read<Dictionary<string, string>>(apps).ToDictionary(app => app.Key, app => RoleText.Parse(app.Value), StringComparer.Ordinal));
}
