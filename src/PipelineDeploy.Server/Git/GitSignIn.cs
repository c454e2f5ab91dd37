using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Server.Auth;

namespace PipelineDeploy.Server.Git;

/// <summary>Signs git in: it sends a user name, which is not looked at, and a password, which is a token.</summary>
/// <remarks>RFC 7617. Git asks its user for both when it is answered 401.</remarks>
sealed class GitSignIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenStore tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "Git";

    const string Basic = "Basic";

    /// <summary>The token in the header <c>Authorization</c>; null when there is none.</summary>
    internal static string? TokenIn(string? authorization)
    {
        if (!AuthenticationHeaderValue.TryParse(authorization, out var header) || !Basic.Equals(header.Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[header.Parameter?.Length ?? 0];
        return Convert.TryFromBase64String(header.Parameter ?? "", bytes, out var count) && Encoding.UTF8.GetString(bytes, 0, count).Split(':', 2) is [_, { Length: > 0 } token] ? token : null;
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync() =>
        TokenIn(Request.Headers.Authorization) is not { } token ? AuthenticateResult.NoResult()
        : await tokens.FindAsync(token, Context.RequestAborted) is { } caller ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new CallerIdentity(caller, Scheme)), Scheme))
        : AuthenticateResult.Fail("The token is not known.");

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = $"{Basic} realm=\"PipelineDeploy\", charset=\"UTF-8\"";
        return GitAnswer.WriteAsync(Response, 401, "Sign in with a token of PipelineDeploy as the password; the user name may be anything.");
    }
}
