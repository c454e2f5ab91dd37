using Microsoft.AspNetCore.Antiforgery;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Auth;

/// <summary>Forms carry a token of their session, without which what they send is refused: the second lock beside <see cref="SameOrigin"/>.</summary>
static class OwnForms
{
    public static IServiceCollection AddOwnForms(this IServiceCollection services) => services.AddAntiforgery(antiforgery =>
    {
        antiforgery.Cookie.Name = "pipelinedeploy-form";
        antiforgery.Cookie.SameSite = SameSiteMode.Strict;
        antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        // Our policy forbids frames already.
        antiforgery.SuppressXFrameOptionsHeader = true;
    });

    /// <summary>What a form of this session must send along.</summary>
    public static string TokenFor(HttpContext context) => context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context).RequestToken!;

    /// <summary>Refuses forms without the field. A request with a token of its own comes from no form.</summary>
    public static TBuilder RequireOwnForm<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            if (!HttpMethods.IsGet(http.Request.Method) && http.Request.Headers.Authorization.Count == 0
                && !await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http))
            {
                AuditTrail.MarkRefused(http);
                throw new UserErrorException("auth.forbidden", "This form is not from this session", "Load the page again.");
            }

            return await next(context);
        });
}
