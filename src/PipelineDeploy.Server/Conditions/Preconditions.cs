using PipelineDeploy.Postgres.Conditions;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Conditions;

/// <summary>
/// Lets a change through only when what is there is what its sender has seen. Two that say so come one after the other: the lock holds from the
/// comparison until the change is through.
/// </summary>
sealed class Preconditions(RequestDelegate next, ResourceLocks locks, CurrentState state)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not RouteEndpoint endpoint || !Changes(context.Request) || Precondition.Of(context.Request.Headers) is not { } condition)
        {
            await next(context);
            return;
        }

        var what = endpoint.Metadata.GetMetadata<ChangesTagged>() ?? throw new UserErrorException(
            "request.badCondition", $"Nothing at {context.Request.Path} has an ETag that could be compared", "Leave If-Match and If-None-Match out.");
        await using var held = await locks.TakeAsync(SubjectOf(context, endpoint), context.RequestAborted);
        if (!condition.IsMetBy(await state.TagAsync(context, endpoint, what)))
        {
            throw new UserErrorException(
                "request.changed", $"What is at {context.Request.Path} is not what you have seen", "Read it again, look at what has changed, and send its ETag as If-Match. Nothing was changed.");
        }

        await next(context);
    }

    static bool Changes(HttpRequest request) =>
        (HttpMethods.IsPut(request.Method) || HttpMethods.IsPatch(request.Method) || HttpMethods.IsDelete(request.Method))
        && request.Path.StartsWithSegments("/api/v1", StringComparison.OrdinalIgnoreCase);

    // One lock for all of an app, because a list and its items are the same thing at two paths; and one for each kind of what belongs to no app.
    static string SubjectOf(HttpContext context, RouteEndpoint endpoint) => context.GetRouteValue("app") is string app
        ? $"app {app}"
        : $"all {endpoint.RoutePattern.RawText!.Trim('/').Split('/')[2]}";
}
