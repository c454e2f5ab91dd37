using Microsoft.AspNetCore.Authorization;
using PipelineDeploy.Deploys.Apps;
using PipelineDeploy.Server.Auth;

namespace PipelineDeploy.Server.Apps;

/// <summary>The endpoints of one app.</summary>
static class AppGroup
{
    /// <summary>
    /// Endpoints below an app's address; they answer <c>app.notFound</c> when there is no app of that name. One that names no policy is for
    /// viewers of the app when it reads, and for its administrators when it changes something.
    /// </summary>
    public static RouteGroupBuilder MapApp(this IEndpointRouteBuilder routes, string path)
    {
        var group = routes.MapGroup("/api/v1/apps/{app}" + path);
        group.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            await http.RequestServices.GetRequiredService<IAppStore>().RequireAsync((string)http.GetRouteValue("app")!, http.RequestAborted);
            return await next(context);
        });
        ((IEndpointConventionBuilder)group).Finally(endpoint =>
        {
            if (!endpoint.Metadata.Any(said => said is IAuthorizeData or IAllowAnonymous))
            {
                var reads = endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault()?.HttpMethods.All(HttpMethods.IsGet) == true;
                endpoint.Metadata.Add(new AuthorizeAttribute(reads ? SignIn.Viewers : SignIn.Administrators));
            }
        });
        return group;
    }
}
