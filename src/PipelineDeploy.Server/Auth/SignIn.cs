using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Server.Pages;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Auth;

/// <summary>
/// Who may come in: a bearer token, or a session that a password or a one-time link opened. Without either, nothing but health and signing in
/// is answered. What somebody may do is said by an endpoint's policy; one that says nothing is for administrators.
/// </summary>
static class SignIn
{
    public const string Sessions = CookieAuthenticationDefaults.AuthenticationScheme;

    /// <summary>The policy of what everybody who is signed in may do; what is shown depends on the caller's rights.</summary>
    public const string SignedIn = "signedIn";

    /// <summary>The policy of looking: at the app or the run of the path, else at all.</summary>
    public const string Viewers = "viewer";

    /// <summary>The policy of deploying.</summary>
    public const string Deployers = "deployer";

    /// <summary>The policy of what only administrators may do: of the app of the path, else of all.</summary>
    public const string Administrators = "admin";

    /// <summary>What is said to whoever was let in and may not go on.</summary>
    public static readonly UserError Ended = new(
        "auth.ended", "Your token or session has ended, or you may not see this any more", "Sign in again with: pdeploy login, or ask an administrator.");

    const string Either = "either";

    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddSingleton<FirstToken>().AddSingleton<SetUpToken>().AddSingleton<PasswordSignIn>();
        services.AddSingleton<CallerWatch>().AddHostedService(provider => provider.GetRequiredService<CallerWatch>());
        services.AddOwnForms();
        services.AddAuthentication(Either)
            .AddPolicyScheme(Either, null, scheme => scheme.ForwardDefaultSelector = context =>
                context.Request.Headers.Authorization.Count > 0 ? BearerHandler.Scheme : Sessions)
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.Scheme, null)
            .AddCookie(Sessions, Configure);
        services.AddSingleton<IAuthorizationHandler, RoleHandler>().AddSingleton<IAuthorizationMiddlewareResultHandler, RefusalAnswer>();
        services.AddAuthorizationBuilder()
            .AddPolicy(SignedIn, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(Viewers, For(Role.Viewer))
            .AddPolicy(Deployers, For(Role.Deployer))
            .AddPolicy(Administrators, For(Role.Admin))
            .SetFallbackPolicy(For(Role.Admin));
        return services;
    }

    static AuthorizationPolicy For(Role role) => new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new RoleRequirement(role)).Build();

    static void Configure(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = SessionCookie.Plain;
        cookie.CookieManager = new SessionCookie();
        cookie.Cookie.Path = "/";
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = SessionStore.Lasts;
        cookie.SlidingExpiration = false;
        cookie.Events.OnRedirectToLogin = SignInPage.AnswerAsync;
        cookie.Events.OnValidatePrincipal = SessionCheck.IsStillWantedAsync;
    }
}
