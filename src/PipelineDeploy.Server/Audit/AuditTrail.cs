using System.Net;
using Microsoft.AspNetCore.Routing.Patterns;
using PipelineDeploy.Postgres.Audit;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Audit;

/// <summary>Marks an endpoint that changes nothing although it is no GET.</summary>
sealed class ChangesNothing;

/// <summary>Marks an endpoint that changes something although it is a GET.</summary>
/// <param name="When">With which values in its path.</param>
sealed record ChangesSomething(Func<RouteValueDictionary, bool> When);

/// <summary>
/// Writes down every request that changed something, that broke while it did, or that somebody had no right to. A request is known by its
/// path; bodies and queries may hold secrets and are never looked at.
/// </summary>
sealed partial class AuditTrail(RequestDelegate next, AuditStore store, TimeProvider time, ILogger<AuditTrail> logger)
{
    const int LongestValue = 100;
    static readonly object Refused = new();
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Says that the request is refused for lack of rights, whatever status its answer has.</summary>
    public static void MarkRefused(HttpContext context) => context.Items[Refused] = true;

    public async Task InvokeAsync(HttpContext context, AuditNotes notes)
    {
        if (context.GetEndpoint() is not RouteEndpoint endpoint || !MayChange(context.Request, endpoint))
        {
            await next(context);
            return;
        }

        // A handler may empty the route and sign somebody out.
        var entry = Begin(context, endpoint);
        try
        {
            await next(context);
        }
        catch (Exception e)
        {
            await EndAsync(context, entry, notes, ProblemWriter.StatusOf(e));
            throw;
        }

        await EndAsync(context, entry, notes, context.Response.StatusCode);
    }

    static bool MayChange(HttpRequest request, RouteEndpoint endpoint) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)
        ? endpoint.Metadata.GetMetadata<ChangesSomething>()?.When(request.RouteValues) == true
        : endpoint.Metadata.GetMetadata<ChangesNothing>() is null;

    AuditEntry Begin(HttpContext context, RouteEndpoint endpoint)
    {
        var caller = context.User.FindCaller();
        return new AuditEntry(
            0, time.GetUtcNow(), caller?.Name ?? "", caller?.TokenName, AddressOf(context.Connection.RemoteIpAddress),
            $"{context.Request.Method} {PathOf(endpoint.RoutePattern, context.Request.RouteValues)}",
            context.GetRouteValue("app") is string app ? Harmless(app) : null, RoleHandler.RunOf(context), "", 0, null);
    }

    async Task EndAsync(HttpContext context, AuditEntry begun, AuditNotes notes, int status)
    {
        var outcome = context.Items.ContainsKey(Refused) || status == 403 ? "refused" : status switch { < 400 => "done", >= 500 => "failed", _ => null };
        if (outcome is null)
        {
            return;
        }

        var entry = begun with
        {
            Outcome = outcome,
            Status = status,
            Actor = notes.Actor ?? (begun.Actor.Length > 0 ? begun.Actor : "nobody"),
            Token = notes.Token ?? begun.Token,
            Address = notes.Address ?? begun.Address,
            App = begun.App ?? notes.App,
            Details = notes.Details?.ToJsonString(),
        };
        try
        {
            // Who hangs up does not keep what was done from being written down.
            using var limit = new CancellationTokenSource(Patience, time);
            await store.WriteAsync(entry, limit.Token);
        }
        catch (Exception e)
        {
            Lost(e, entry.Actor, entry.What, entry.Outcome);
        }
    }

    /// <summary>The path as it was asked for, without what signs in.</summary>
    static string PathOf(RoutePattern pattern, RouteValueDictionary values) => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart { Name: "code" } => "…",
        RoutePatternParameterPart parameter => Harmless(values[parameter.Name]?.ToString() ?? ""),
        _ => "",
    }))));

    static string Harmless(string text) => HarmlessText.Of(text, LongestValue);

    static string? AddressOf(IPAddress? address) => (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString();

    [LoggerMessage(EventId = 420, Level = LogLevel.Error, Message = "The audit could not be written: {Actor} {What} {Outcome}")]
    partial void Lost(Exception e, string actor, string what, string outcome);
}
