using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Apps;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.OpenApi;
using PipelineDeploy.Server.Runs;

namespace PipelineDeploy.Server.Events;

/// <summary>What happens on the server, live.</summary>
static class EventEndpoints
{
    public static IServiceCollection AddEvents(this IServiceCollection services) => services
        .AddSingleton<EventFeed>().AddHostedService(provider => provider.GetRequiredService<EventFeed>())
        .AddSingleton<RunTails>();

    public static void MapEvents(this WebApplication app)
    {
        app.MapGet("/api/v1/events", WatchAllAsync).RequireAuthorization(SignIn.SignedIn).Produces<ServerEvent>(200, "text/event-stream")
            .Operation("followEvents");
        app.MapApp("/events").MapGet("/", WatchAppAsync).Produces<ServerEvent>(200, "text/event-stream").RequireAuthorization(SignIn.Viewers).Operation("followAppEvents");
    }

    /// <summary>What happens to all apps that you may see, as server-sent events.</summary>
    internal static Task WatchAllAsync(
        HttpContext context, [FromHeader(Name = "Last-Event-ID")] string? lastEventId, string? after, EventFeed feed) =>
        WatchAsync(context, null, LiveStream.Seen(lastEventId, after), feed);

    /// <summary>What happens to an app, as server-sent events.</summary>
    internal static Task WatchAppAsync(
        string app, HttpContext context, [FromHeader(Name = "Last-Event-ID")] string? lastEventId, string? after, EventFeed feed) =>
        WatchAsync(context, app, LiveStream.Seen(lastEventId, after), feed);

    static Task WatchAsync(HttpContext context, string? app, string? seen, EventFeed feed) =>
        LiveStream.RunAsync(context, app, async (stream, cancellationToken) =>
        {
            // An id that is none of ours is one whose events are not known: the reader looks anew, and goes on from here.
            using var subscription = await feed.SubscribeAsync(
                string.IsNullOrEmpty(seen) ? null : Number(seen), about => (app is null || about == app) && stream.MaySee(about), cancellationToken);
            await stream.WriteAsync(subscription.Missed ?? [Resync(new FeedPlace(subscription.Newest), feed.Now)], cancellationToken);
            while (await stream.WriteWaitingAsync(subscription.Listener, _ => true, cancellationToken))
            {
                if (subscription.Listener.TakeGap() is { } gap)
                {
                    await stream.WriteAsync([Resync(gap, feed.Now)], cancellationToken);
                }
            }
        });

    static long Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : -1;

    static FeedEvent Resync(FeedPlace place, DateTimeOffset now) =>
        FeedEvent.Of(ServerEvent.Resync, place, new ServerEvent(place.Main, ServerEvent.Resync, now), WireJson.Default.ServerEvent);
}
