using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using PipelineDeploy.Server.Pages;

namespace PipelineDeploy.Server.Auth;

/// <summary>Who may come in: a bearer token, or a session that a one-time link opened. Without either, nothing but health is answered.</summary>
static class SignIn
{
    public const string Sessions = CookieAuthenticationDefaults.AuthenticationScheme;
    public const string TokenIdClaim = "token";

    /// <summary>The policy of what only administrators may do.</summary>
    public const string Administrators = "admin";

    const string Either = "either";

    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddSingleton<FirstToken>();
        services.AddAuthentication(Either)
            .AddPolicyScheme(Either, null, scheme => scheme.ForwardDefaultSelector = context =>
                context.Request.Headers.Authorization.Count > 0 ? BearerHandler.Scheme : Sessions)
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.Scheme, null)
            .AddCookie(Sessions, cookie =>
            {
                cookie.Cookie.Name = "pipelinedeploy";
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.Cookie.HttpOnly = true;
                cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
                cookie.Events.OnRedirectToLogin = SignInPage.AnswerAsync;
                cookie.Events.OnRedirectToAccessDenied = context => Refuse(context.Response, 403);
                cookie.Events.OnValidatePrincipal = SessionCheck.IsStillWantedAsync;
            });
        services.AddAuthorizationBuilder()
            .AddPolicy(Administrators, new AuthorizationPolicyBuilder(Either).RequireRole(Administrators).Build())
            .SetFallbackPolicy(new AuthorizationPolicyBuilder(Either).RequireAuthenticatedUser().Build());
        return services;
    }

    static Task Refuse(HttpResponse response, int status)
    {
        response.StatusCode = status;
        return Task.CompletedTask;
    }
}
