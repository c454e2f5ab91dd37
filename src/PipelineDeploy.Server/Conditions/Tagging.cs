using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace PipelineDeploy.Server.Conditions;

/// <summary>Marks an endpoint whose answers have an <c>ETag</c>.</summary>
sealed class Tagged;

/// <summary>Marks an endpoint that changes what another one, at the same path unless it says otherwise, answers with an <c>ETag</c>.</summary>
/// <param name="Of">The path of that other one, as it is mapped; null for the same.</param>
/// <param name="Missing">For one that also makes it: the error of the other one when there is nothing.</param>
sealed record ChangesTagged(string? Of, string? Missing);

/// <summary>What endpoints say about entity tags.</summary>
static class Tagging
{
    /// <summary>Answers with an <c>ETag</c>, and with 304 to whoever has that answer already.</summary>
    /// <param name="endpoint">Reads something.</param>
    /// <param name="passing">Fields that change without anybody changing them; see <see cref="EntityTags"/>.</param>
    public static RouteHandlerBuilder Tag(this RouteHandlerBuilder endpoint, params string[] passing) =>
        endpoint.AddEndpointFilter((context, next) => TagAsync(context, next, passing)).WithMetadata(new Tagged());

    /// <summary>Takes <c>If-Match</c>: changes only what was seen.</summary>
    /// <param name="endpoint">Changes something.</param>
    /// <param name="of">The path that reads it; null for its own.</param>
    /// <param name="missing">For an endpoint that also makes what is not there, the error of reading that; it takes <c>If-None-Match: *</c>, too.</param>
    public static RouteHandlerBuilder TakeIfMatch(this RouteHandlerBuilder endpoint, string? of = null, string? missing = null) =>
        endpoint.WithMetadata(new ChangesTagged(of, missing));

    static async ValueTask<object?> TagAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next, string[] passing)
    {
        var result = await next(context);
        var said = result is IValueHttpResult whole ? whole.Value : result;
        if (said is null)
        {
            return result;
        }

        var http = context.HttpContext;
        if (http.Response.Headers.ETag.Count == 0)
        {
            var options = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
            http.Response.Headers.ETag = EntityTags.Of(JsonSerializer.SerializeToUtf8Bytes(said, said.GetType(), options), passing);
        }

        return EntityTags.IsAmong(http.Request.Headers.IfNoneMatch, http.Response.Headers.ETag.ToString())
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : result;
    }
}
