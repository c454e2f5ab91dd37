using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Routing.Patterns;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Git;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Server.Auth;

/// <summary>An endpoint takes a role: on the app of its path, on the app of the run of its path, else for all apps.</summary>
/// <param name="Role">The least that will do.</param>
sealed record RoleRequirement(Role Role) : IAuthorizationRequirement;

/// <summary>Compares a request with the role that its endpoint takes.</summary>
sealed class RoleHandler(IRunStore runs) : AuthorizationHandler<RoleRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, RoleRequirement requirement)
    {
        if (context.User.FindCaller() is not { } caller || context.Resource is not HttpContext http)
        {
            return;
        }

        // At a path that leads nowhere there is nothing to keep from anybody who is signed in.
        if (http.GetEndpoint() is RouteEndpoint && await RefusalAsync(http, caller.Rights, requirement.Role) is { } error)
        {
            context.Fail(new RefusalReason(this, error));
        }
        else
        {
            context.Succeed(requirement);
        }
    }

    async Task<UserError?> RefusalAsync(HttpContext http, Rights rights, Role needed)
    {
        if (http.GetRouteValue("app") is string app)
        {
            return Refusal.Of(rights, needed, app, null);
        }

        // Whoever may do it everywhere need not know whose run it is; a run that is not there is the endpoint's to tell.
        if (RunOf(http) is not { } id || rights.Everywhere >= needed)
        {
            return Refusal.Of(rights, needed, null, null);
        }

        return await runs.FindAsync(id, http.RequestAborted) is { } run
            ? Refusal.Of(rights, needed, run.Subject, id)
            : Runs.RunEndpoints.NotFound(id);
    }

    /// <summary>The run in a path like <c>…/runs/{id}/…</c>, or null.</summary>
    public static long? RunOf(HttpContext http) =>
        http.GetEndpoint() is RouteEndpoint endpoint && IsOfRun(endpoint.RoutePattern)
        && long.TryParse(http.GetRouteValue("id") as string, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id)
            ? id
            : null;

    /// <summary>Whether a path has a run in it.</summary>
    public static bool IsOfRun(RoutePattern pattern) => pattern.PathSegments.Zip(pattern.PathSegments.Skip(1)).Any(pair =>
        pair is ({ IsSimple: true } noun, { IsSimple: true } id)
        && noun.Parts[0] is RoutePatternLiteralPart { Content: "runs" } && id.Parts[0] is RoutePatternParameterPart { Name: "id" });
}

/// <summary>Why, as the caller is told.</summary>
sealed class RefusalReason(IAuthorizationHandler handler, UserError error) : AuthorizationFailureReason(handler, error.Message)
{
    public UserError Error => error;
}

/// <summary>Answers a refusal with its reason, and what one may not see as if it were not there.</summary>
sealed class RefusalAnswer : IAuthorizationMiddlewareResultHandler
{
    readonly AuthorizationMiddlewareResultHandler _usual = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (!authorizeResult.Forbidden)
        {
            return _usual.HandleAsync(next, context, policy, authorizeResult);
        }

        var errors = authorizeResult.AuthorizationFailure?.FailureReasons.OfType<RefusalReason>().Select(reason => reason.Error).ToList() ?? [];
        AuditTrail.MarkRefused(context);
        var refusal = new UserErrorException(
            errors.FirstOrDefault(error => error.Code != "auth.forbidden") ?? errors.FirstOrDefault() ?? new UserError("auth.forbidden", "You may not do this"));
        return policy.AuthenticationSchemes.Contains(GitSignIn.Scheme)
            ? GitAnswer.WriteAsync(context.Response, ProblemWriter.StatusOf(refusal), $"{refusal.Error.Message}. {refusal.Error.Hint}")
            : throw refusal;
    }
}
