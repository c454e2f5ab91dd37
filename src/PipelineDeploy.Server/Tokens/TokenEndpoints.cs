using System.Security.Claims;
using PipelineDeploy.Contracts;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.OpenApi;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Tokens;

/// <summary>API tokens: everybody sees and ends one's own, administrators all.</summary>
static class TokenEndpoints
{
    public static void MapTokens(this WebApplication app)
    {
        var tokens = app.MapGroup("/api/v1/tokens").RequireAuthorization(SignIn.SignedIn);
        tokens.MapGet("/", ListAsync).Operation("listTokens");
        tokens.MapPost("/", CreateAsync).Produces<NewTokenView>(201)
            .Operation("createToken", "token.badName", "token.badDays", "token.noRights", "token.exists", "role.unknown", "auth.tooMuch", "app.notFound");
        tokens.MapDelete("/{id:long}", RevokeAsync).Operation("revokeToken");
    }

    /// <summary>Your tokens; all of them for administrators.</summary>
    internal static async Task<TokenPage> ListAsync(long? after, int? limit, ClaimsPrincipal user, TokenStore tokens, CancellationToken cancellationToken)
    {
        var most = PageSize.Of(limit);
        var page = OwnerOf(user) is { SeesNone: false, UserId: var owner } ? await tokens.ListPageAsync(owner, after, most, cancellationToken) : [];
        return new TokenPage([.. page.Select(ViewOf)], page.Count == most ? page[^1].Id : null);
    }

    /// <summary>Makes a token, whose secret is shown this once.</summary>
    internal static async Task<IResult> CreateAsync(
        CreateToken wanted, ClaimsPrincipal user, TokenRequests requests, HttpResponse response, AuditNotes audit, CancellationToken cancellationToken)
    {
        var (token, secret) = await requests.CreateAsync(user.Caller(), wanted, cancellationToken);
        audit.Say("token", token.Name);
        audit.Change("rights", null, RightsViews.TextOf(token.Rights));
        response.Headers.CacheControl = "no-store";
        return Results.Created($"/api/v1/tokens/{token.Id}", new NewTokenView(ViewOf(token), secret));
    }

    /// <summary>Revokes a token.</summary>
    internal static async Task<TokenView> RevokeAsync(long id, ClaimsPrincipal user, TokenStore tokens, AuditNotes audit, CancellationToken cancellationToken)
    {
        var token = (OwnerOf(user) is { SeesNone: false, UserId: var owner } ? await tokens.FindTokenAsync(id, owner, cancellationToken) : null)
            ?? throw new UserErrorException("token.notFound", $"There is no token {id}", "See those there are with: pdeploy tokens list");
        await tokens.RevokeAsync(id, cancellationToken);
        audit.Say("token", token.Name);
        audit.Change("rights", RightsViews.TextOf(token.Rights), null);
        return ViewOf(token);
    }

    // A machine that is no administrator sees none, not even itself: tokens are a user's.
    static (bool SeesNone, long? UserId) OwnerOf(ClaimsPrincipal user) => user.Caller() switch
    {
        { Rights.Everywhere: Role.Admin } => (false, null),
        { UserId: { } id } => (false, id),
        _ => (true, null),
    };

    internal static TokenView ViewOf(Token token) => new(
        token.Id, token.Name, token.User, RoleText.Of(token.Rights.Everywhere), RightsViews.AppsOf(token.Rights), token.CreatedAt, token.CreatedBy, token.ExpiresAt, token.LastUsedAt,
        token.MadeWith);
}
