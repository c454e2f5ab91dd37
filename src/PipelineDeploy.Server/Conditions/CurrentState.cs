using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.Features;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Conditions;

/// <summary>What is there right now, asked of the endpoint that anybody would ask.</summary>
sealed class CurrentState(EndpointDataSource endpoints)
{
    readonly ConcurrentDictionary<(RouteEndpoint Changing, ChangesTagged What), RouteEndpoint> _readers = new();

    /// <summary>The tag of what a request is about; null when it is not there and the request may make it.</summary>
    /// <exception cref="UserErrorException">It is not there, or cannot be read; told as reading it tells it.</exception>
    public async Task<string?> TagAsync(HttpContext context, RouteEndpoint changing, ChangesTagged what)
    {
        var look = LookFrom(context);
        try
        {
            await _readers.GetOrAdd((changing, what), FindReader).RequestDelegate!(look);
        }
        catch (UserErrorException e) when (e.Error.Code == what.Missing)
        {
            return null;
        }

        return look.Response.Headers.ETag.Count == 1 ? look.Response.Headers.ETag.ToString() : throw new InvalidOperationException($"{changing.DisplayName}: what it changes has no ETag.");
    }

    /// <summary>The endpoint that reads what another one changes.</summary>
    internal RouteEndpoint FindReader((RouteEndpoint Changing, ChangesTagged What) key) => endpoints.Endpoints.OfType<RouteEndpoint>().Single(reader =>
        reader.Metadata.GetMetadata<Tagged>() is not null
        && reader.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get) == true
        && PathOf(reader.RoutePattern.RawText) == PathOf(key.What.Of ?? key.Changing.RoutePattern.RawText));

    static string? PathOf(string? pattern) => pattern?.Trim('/');

    // Same caller, same path, same services; another method, and an answer that nobody gets.
    static DefaultHttpContext LookFrom(HttpContext context)
    {
        var features = new FeatureCollection(context.Features);
        features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Method = HttpMethods.Get,
            Protocol = context.Request.Protocol,
            Scheme = context.Request.Scheme,
            PathBase = context.Request.PathBase,
            Path = context.Request.Path,
            Headers = new HeaderDictionary { ["Host"] = context.Request.Headers.Host },
        });
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        return new DefaultHttpContext(features) { RequestServices = context.RequestServices };
    }
}
