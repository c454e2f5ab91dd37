using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using PipelineDeploy.Postgres.Auth;

namespace PipelineDeploy.Server.Auth;

/// <summary>A session lives as long as its row: it ends with its token, its user, the user's password, and when it is signed out.</summary>
static class SessionCheck
{
    public static async Task IsStillWantedAsync(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<SessionStore>();
        if (SecretOf(context.Principal) is { } secret && await sessions.FindAsync(secret, context.HttpContext.RequestAborted) is { } caller)
        {
            context.ReplacePrincipal(new ClaimsPrincipal(new CallerIdentity(caller, SignIn.Sessions, secret)));
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(SignIn.Sessions);
    }

    /// <summary>Signs the browser in.</summary>
    public static async Task OpenAsync(HttpContext context, Caller caller)
    {
        var secret = await context.RequestServices.GetRequiredService<SessionStore>().OpenAsync(caller, context.RequestAborted);
        await context.SignInAsync(SignIn.Sessions, new ClaimsPrincipal(new CallerIdentity(caller, SignIn.Sessions, secret)));
    }

    /// <summary>Signs the browser out; a copy of its cookie is worth nothing either.</summary>
    public static async Task CloseAsync(HttpContext context)
    {
        if (SecretOf(context.User) is { } secret)
        {
            await context.RequestServices.GetRequiredService<SessionStore>().CloseAsync(secret, context.RequestAborted);
        }

        await context.SignOutAsync(SignIn.Sessions);
    }

    /// <summary>The secret of the session that somebody came in with; null without one.</summary>
    public static string? SecretOf(ClaimsPrincipal? principal) => principal?.FindFirstValue(CallerIdentity.SessionClaim);
}
