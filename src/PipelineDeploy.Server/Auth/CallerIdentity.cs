using System.Security.Claims;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Auth;

/// <summary>The identity of a request, which knows what its caller may do.</summary>
sealed class CallerIdentity(Caller caller, string scheme, string? session = null) : ClaimsIdentity(ClaimsOf(caller, session), scheme)
{
    /// <summary>The claim that holds a session's secret; the cookie around it is encrypted.</summary>
    public const string SessionClaim = "session";

    public Caller Caller => caller;

    static IEnumerable<Claim> ClaimsOf(Caller caller, string? session) =>
        session is null ? [new Claim(ClaimTypes.Name, caller.Name)] : [new Claim(ClaimTypes.Name, caller.Name), new Claim(SessionClaim, session)];
}

/// <summary>What handlers ask of whoever is signed in.</summary>
static class Callers
{
    /// <summary>Who it is, or null.</summary>
    public static Caller? FindCaller(this ClaimsPrincipal user) => user.Identities.OfType<CallerIdentity>().FirstOrDefault()?.Caller;

    /// <summary>Who it is; behind a policy there is somebody.</summary>
    public static Caller Caller(this ClaimsPrincipal user) => user.FindCaller() ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>What that one may do.</summary>
    public static Rights Rights(this ClaimsPrincipal user) => user.Caller().Rights;

    /// <summary>Holds that the caller has a role on an app, or for all when it is null; for apps that a request names elsewhere than in its path.</summary>
    /// <exception cref="UserErrorException"><c>app.notFound</c> or <c>auth.forbidden</c>.</exception>
    public static void Require(this ClaimsPrincipal user, Role role, string? app)
    {
        if (Refusal.Of(user.Rights(), role, app, null) is { } error)
        {
            throw new UserErrorException(error);
        }
    }
}
