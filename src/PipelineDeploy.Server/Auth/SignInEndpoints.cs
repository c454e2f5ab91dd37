using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using PipelineDeploy.Contracts;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Server.Pages;

namespace PipelineDeploy.Server.Auth;

/// <summary>Signing in and out, and who one is.</summary>
static class SignInEndpoints
{
    static readonly TimeSpan LinkLives = TimeSpan.FromMinutes(10);

    public static void MapSignIn(this WebApplication app)
    {
        app.MapGet("/api/v1/whoami", WhoAmI);
        app.MapGet("/api/v1/version", () => new ServerVersion(typeof(SignInEndpoints).Assembly.GetName().Version!.ToString(3)));
        app.MapPost("/api/v1/sign-in-links", CreateLinkAsync);
        app.MapGet("/sign-in/{code}", SignInPage.Confirm).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/sign-in/{code}", RedeemAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/sign-out", (Delegate)SignOutAsync).ExcludeFromDescription();
    }

    static WhoAmI WhoAmI(ClaimsPrincipal user) => new(user.Identity!.Name!, user.FindFirstValue(ClaimTypes.Role)!);

    static async Task<SignInLink> CreateLinkAsync(HttpRequest request, ClaimsPrincipal user, TokenStore tokens, TimeProvider time, CancellationToken cancellationToken)
    {
        var expiresAt = time.GetUtcNow() + LinkLives;
        var owner = long.Parse(user.FindFirstValue(SignIn.TokenIdClaim)!, CultureInfo.InvariantCulture);
        var code = await tokens.CreateLinkAsync(owner, expiresAt, cancellationToken);
        return new SignInLink($"{request.Scheme}://{request.Host}/sign-in/{code}", expiresAt);
    }

    // A link that is only looked at (a chat program's preview) must not be used up, so it takes a POST.
    static async Task<IResult> RedeemAsync(string code, HttpContext context, TokenStore tokens, CancellationToken cancellationToken)
    {
        if (await tokens.RedeemLinkAsync(code, cancellationToken) is not { } owner)
        {
            return SignInPage.Used();
        }

        await context.SignInAsync(SignIn.Sessions, SessionCheck.PrincipalOf(owner, SignIn.Sessions));
        return Results.Redirect("/");
    }

    static async Task<IResult> SignOutAsync(HttpContext context)
    {
        await context.SignOutAsync(SignIn.Sessions);
        return Results.Redirect("/");
    }
}
