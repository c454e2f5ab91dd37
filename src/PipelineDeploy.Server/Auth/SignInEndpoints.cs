using System.Security.Claims;
using PipelineDeploy.Contracts;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.OpenApi;
using PipelineDeploy.Server.Pages;
using PipelineDeploy.Server.Tokens;

namespace PipelineDeploy.Server.Auth;

/// <summary>Signing in and out, and who one is.</summary>
static class SignInEndpoints
{
    static readonly TimeSpan LinkLives = TimeSpan.FromMinutes(10);

    public static void MapSignIn(this WebApplication app)
    {
        app.MapGet("/api/v1/whoami", WhoAmI).RequireAuthorization(SignIn.SignedIn).Operation("whoAmI");
        app.MapGet("/api/v1/version", GetVersion).RequireAuthorization(SignIn.SignedIn).Operation("getVersion");
        app.MapPost("/api/v1/sign-in-links", CreateLinkAsync).RequireAuthorization(SignIn.SignedIn).Operation("createSignInLink");
        app.MapPost("/api/v1/sign-in", SignInForTokenAsync).Produces<NewTokenView>(201).AllowAnonymous()
            .Operation(
                "signIn", "signIn.wrong", "signIn.tooMany", "token.badName", "token.badDays", "token.noRights", "token.exists", "role.unknown",
                "auth.tooMuch", "app.notFound");
        app.MapGet("/sign-in/{code}", SignInPage.Confirm).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/sign-in/{code}", RedeemAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/sign-out", (Delegate)SignOutAsync).RequireAuthorization(SignIn.SignedIn).RequireOwnForm().ExcludeFromDescription();
        app.MapPasswordPages();
    }

    /// <summary>Who is signed in, and what that one may do.</summary>
    internal static WhoAmI WhoAmI(ClaimsPrincipal user)
    {
        var caller = user.Caller();
        return new WhoAmI(
            caller.Name,
            RoleText.Of(caller.Rights.Everywhere) ?? "none",
            caller.Rights.Apps.Count == 0 ? null : RightsViews.AppsOf(caller.Rights),
            caller.IsMachine ? null : caller.TokenName,
            caller.IsMachine);
    }

    /// <summary>The server's version.</summary>
    internal static ServerVersion GetVersion() => new(typeof(SignInEndpoints).Assembly.GetName().Version!.ToString(3));

    /// <summary>A link that signs a browser in, once, within ten minutes.</summary>
    internal static async Task<SignInLink> CreateLinkAsync(HttpRequest request, ClaimsPrincipal user, SessionStore sessions, TimeProvider time, CancellationToken cancellationToken)
    {
        var expiresAt = time.GetUtcNow() + LinkLives;
        var code = await sessions.CreateLinkAsync(user.Caller(), expiresAt, cancellationToken);
        return new SignInLink($"{request.Scheme}://{request.Host}/sign-in/{code}", expiresAt);
    }

    /// <summary>Trades a user's password for a token.</summary>
    // What a program of a user begins with: a token in place of the password.
    internal static async Task<IResult> SignInForTokenAsync(
        SignInForToken wanted, HttpContext context, PasswordSignIn passwords, TokenRequests tokens, AuditNotes audit, CancellationToken cancellationToken)
    {
        var caller = await PasswordDoor.EnterAsync(context, passwords, audit, wanted.User, wanted.Password, cancellationToken);
        var token = new CreateToken(wanted.Token, RoleText.Of(caller.Rights.Everywhere), RightsViews.AppsOf(caller.Rights), wanted.Days);
        var (made, secret) = await tokens.CreateAsync(caller, token, cancellationToken);
        audit.Say("token", made.Name);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Created($"/api/v1/tokens/{made.Id}", new NewTokenView(TokenEndpoints.ViewOf(made), secret));
    }

    // A link that is only looked at (a chat program's preview) must not be used up, so it takes a POST.
    static async Task<IResult> RedeemAsync(string code, HttpContext context, SessionStore sessions, PasswordSignIn passwords, AuditNotes audit, CancellationToken cancellationToken)
    {
        await passwords.CountAddressAsync(context.Connection.RemoteIpAddress, cancellationToken);
        if (await sessions.RedeemLinkAsync(code, cancellationToken) is not { } caller)
        {
            return SignInPage.Used();
        }

        audit.Actor = caller.Name;
        await SessionCheck.OpenAsync(context, caller);
        return Results.Redirect("/");
    }

    static async Task<IResult> SignOutAsync(HttpContext context)
    {
        await SessionCheck.CloseAsync(context);
        return Results.Redirect("/");
    }
}
