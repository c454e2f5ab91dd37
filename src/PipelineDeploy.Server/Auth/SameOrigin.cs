namespace PipelineDeploy.Server.Auth;

/// <summary>A request that changes something and comes with a browser's session must come from our own page.</summary>
sealed class SameOrigin(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var isBySession = request.Headers.Authorization.Count == 0 && context.User.Identity is { IsAuthenticated: true };
        if (isBySession && !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)
            && request.Headers.Origin != $"{request.Scheme}://{request.Host}")
        {
            context.Response.StatusCode = 403;
            return Task.CompletedTask;
        }

        return next(context);
    }
}
