using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using PipelineDeploy.Postgres.Auth;

namespace PipelineDeploy.Server.Auth;

/// <summary>A session lives only as long as the token it came from.</summary>
static class SessionCheck
{
    public static async Task IsStillWantedAsync(CookieValidatePrincipalContext context)
    {
        var tokens = context.HttpContext.RequestServices.GetRequiredService<TokenStore>();
        if (!long.TryParse(context.Principal?.FindFirstValue(SignIn.TokenIdClaim), CultureInfo.InvariantCulture, out var id)
            || await tokens.FindByIdAsync(id, context.HttpContext.RequestAborted) is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(SignIn.Sessions);
        }
    }

    /// <summary>The principal of a token's owner.</summary>
    public static ClaimsPrincipal PrincipalOf(TokenOwner owner, string scheme) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.Name, owner.Name),
            new Claim(ClaimTypes.Role, owner.Role),
            new Claim(SignIn.TokenIdClaim, owner.Id.ToString(CultureInfo.InvariantCulture)),
        ],
        scheme));
}
