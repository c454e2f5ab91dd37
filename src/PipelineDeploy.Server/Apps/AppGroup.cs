using PipelineDeploy.Deploys.Apps;

namespace PipelineDeploy.Server.Apps;

/// <summary>The endpoints of one app.</summary>
static class AppGroup
{
    /// <summary>Endpoints below an app's address; they answer <c>app.notFound</c> when there is no app of that name.</summary>
    public static RouteGroupBuilder MapApp(this IEndpointRouteBuilder routes, string path)
    {
        var group = routes.MapGroup("/api/v1/apps/{app}" + path);
        group.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            await http.RequestServices.GetRequiredService<IAppStore>().RequireAsync((string)http.GetRouteValue("app")!, http.RequestAborted);
            return await next(context);
        });
        return group;
    }
}
