using PipelineDeploy.Server.Audit;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Auth;

/// <summary>Marks an endpoint whose requests must come from our own page although nobody is signed in yet.</summary>
sealed class OwnPageOnly;

/// <summary>A request that changes something and comes from a browser must come from our own page.</summary>
sealed class SameOrigin(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Headers.Authorization.Count > 0 || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return next(context);
        }

        // Browsers send it with every form and every script's POST; programs without a session need not.
        var origin = request.Headers.Origin.ToString();
        var mustHave = context.User.Identity is { IsAuthenticated: true } || context.GetEndpoint()?.Metadata.GetMetadata<OwnPageOnly>() is not null;
        if (origin == $"{request.Scheme}://{request.Host}" || (origin.Length == 0 && !mustHave))
        {
            return next(context);
        }

        AuditTrail.MarkRefused(context);
        throw new UserErrorException(
            "auth.forbidden", "This request does not come from this server's own page", "Behind a proxy, see 'Behind a proxy' in docs/security.md.");
    }
}
