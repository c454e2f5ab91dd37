using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace PipelineDeploy.Server.Telemetry;

/// <summary>Names the span of a request by its route, which ASP.NET Core leaves out, and says how it was answered.</summary>
/// <remarks>OpenTelemetry's semantic conventions for HTTP servers.</remarks>
static class DoorSpan
{
    /// <summary>Does nothing without a collector.</summary>
    public static void UseTelemetry(this WebApplication app)
    {
        if (app.Services.GetService<TelemetryOptions>() is null)
        {
            return;
        }

        app.Use(async (context, next) =>
        {
            await next(context);
            Describe(context);
        });
    }

    static void Describe(HttpContext context)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } span)
        {
            return;
        }

        var endpoint = context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        if ((endpoint as RouteEndpoint)?.RoutePattern.RawText is { } route)
        {
            span.DisplayName = $"{context.Request.Method} {route}";
            span.SetTag("http.route", route);
        }

        span.SetTag("http.response.status_code", context.Response.StatusCode);
        if (context.Response.StatusCode >= 500)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
