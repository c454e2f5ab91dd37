using System.Globalization;

namespace PipelineDeploy.Contracts;

/// <summary>Users, tokens and the audit.</summary>
public sealed partial class PipelineDeployClient
{
    /// <summary>All users by name, page by page.</summary>
    public Task<IReadOnlyList<UserView>> ListUsersAsync(CancellationToken cancellationToken = default) => AllAsync<UserView, string>(async after =>
    {
        var page = await GetUserPageAsync(after, LargestPage, cancellationToken);
        return (page.Items, page.Next);
    });

    /// <summary>A page of users by name.</summary>
    /// <param name="after">The page before's <see cref="UserPage.Next"/>.</param>
    /// <param name="limit">At most so many, up to 500.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<UserPage> GetUserPageAsync(string? after = null, int limit = 100, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, PageOf("users", limit, after), WireJson.Default.UserPage, body: null, cancellationToken);

    /// <summary>Makes a user.</summary>
    public Task<UserView> CreateUserAsync(CreateUser user, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Post, "users", WireJson.Default.UserView, Body(user, WireJson.Default.CreateUser), cancellationToken);

    /// <summary>Gives a user other rights, in place of those there were.</summary>
    public Task<UserView> SetUserRightsAsync(string user, SetRights rights, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Put, $"users/{Part(user)}/role", WireJson.Default.UserView, Body(rights, WireJson.Default.SetRights), cancellationToken);

    /// <summary>Gives a user another password.</summary>
    public Task<UserView> SetUserPasswordAsync(string user, SetPassword password, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Put, $"users/{Part(user)}/password", WireJson.Default.UserView, Body(password, WireJson.Default.SetPassword), cancellationToken);

    /// <summary>Changes one's own password.</summary>
    public Task<UserView> ChangePasswordAsync(ChangePassword password, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Put, "whoami/password", WireJson.Default.UserView, Body(password, WireJson.Default.ChangePassword), cancellationToken);

    /// <summary>Lets nothing of a user in any more.</summary>
    public Task<UserView> DisableUserAsync(string user, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Post, $"users/{Part(user)}/disable", WireJson.Default.UserView, body: null, cancellationToken);

    /// <summary>Lets a user in again.</summary>
    public Task<UserView> EnableUserAsync(string user, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Post, $"users/{Part(user)}/enable", WireJson.Default.UserView, body: null, cancellationToken);

    /// <summary>One's own tokens, oldest first, page by page; an administrator's are all.</summary>
    public Task<IReadOnlyList<TokenView>> ListTokensAsync(CancellationToken cancellationToken = default) => AllAsync<TokenView, long?>(async after =>
    {
        var page = await GetTokenPageAsync(after, LargestPage, cancellationToken);
        return (page.Items, page.Next);
    });

    /// <summary>A page of one's own tokens, oldest first; an administrator's are all.</summary>
    /// <param name="after">The page before's <see cref="TokenPage.Next"/>.</param>
    /// <param name="limit">At most so many, up to 500.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<TokenPage> GetTokenPageAsync(long? after = null, int limit = 100, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Get, PageOf("tokens", limit, after?.ToString(CultureInfo.InvariantCulture)), WireJson.Default.TokenPage, body: null, cancellationToken);

    /// <summary>Makes a token.</summary>
    public Task<NewTokenView> CreateTokenAsync(CreateToken token, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Post, "tokens", WireJson.Default.NewTokenView, Body(token, WireJson.Default.CreateToken), cancellationToken);

    /// <summary>Ends a token, and those that were made with it.</summary>
    public Task<TokenView> RevokeTokenAsync(long token, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Delete, $"tokens/{token}", WireJson.Default.TokenView, body: null, cancellationToken);

    /// <summary>Trades a password for a token.</summary>
    public Task<NewTokenView> SignInForTokenAsync(SignInForToken signIn, CancellationToken cancellationToken = default) =>
        transport.AskAsync(HttpMethod.Post, "sign-in", WireJson.Default.NewTokenView, Body(signIn, WireJson.Default.SignInForToken), cancellationToken);

    /// <summary>Who changed what, newest first.</summary>
    /// <param name="app">Only of this app; null for all.</param>
    /// <param name="actor">Only by this one; null for everybody.</param>
    /// <param name="outcome">Only with this outcome; null for any.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="before">The page before's <see cref="AuditPage.Next"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<AuditPage> ListAuditAsync(
        string? app = null, string? actor = null, string? outcome = null, int limit = 100, long? before = null, CancellationToken cancellationToken = default)
    {
        var query = $"?limit={limit}{(actor is null ? "" : $"&actor={Part(actor)}")}{(outcome is null ? "" : $"&outcome={Part(outcome)}")}{(before is null ? "" : $"&before={before}")}";
        return transport.AskAsync(HttpMethod.Get, (app is null ? "audit" : $"apps/{Part(app)}/audit") + query, WireJson.Default.AuditPage, body: null, cancellationToken);
    }
}
