using System.Security.Claims;
using System.Threading.Channels;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Apps;
using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Events;
using PipelineDeploy.Workflows.Logs;

namespace PipelineDeploy.Server.Apps;

/// <summary>Apps, what of them runs, and what they say.</summary>
static class AppEndpoints
{
    const int LongestTail = 10_000;
    static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(10);

    public static void MapApps(this WebApplication app)
    {
        var apps = app.MapGroup("/api/v1/apps");
        apps.MapPost("/", CreateAsync).RequireAuthorization(SignIn.Administrators).Produces<AppView>(201);
        apps.MapGet("/", ListAsync).RequireAuthorization(SignIn.SignedIn);
        var one = app.MapApp("");
        one.MapGet("/", ShowAsync).RequireAuthorization(SignIn.Viewers);
        one.MapGet("/status", StatusAsync).RequireAuthorization(SignIn.Viewers);
        one.MapGet("/logs", LogsAsync).RequireAuthorization(SignIn.Viewers);
    }

    static async Task<IResult> CreateAsync(
        CreateApp wanted, IAppStore store, RouteChanges routes, AppViews views, AuditNotes audit, TimeProvider time, CancellationToken cancellationToken)
    {
        // JSON's null gets into a list whatever the list's type says.
        var app = App.Create(wanted.Name ?? "", wanted.Domains?.Select(domain => domain ?? "").ToList(), WholeMicroseconds(time.GetUtcNow()));
        audit.App = app.Name;
        await store.CreateAsync(app, cancellationToken);
        await routes.ApplyAsync(cancellationToken);
        return Results.Created($"/api/v1/apps/{app.Name}", await views.ViewAsync(app, cancellationToken));
    }

    // The database keeps no finer time, and the first answer must be the same as all later ones.
    static DateTimeOffset WholeMicroseconds(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));

    static async Task<IReadOnlyList<AppView>> ListAsync(ClaimsPrincipal user, IAppStore store, AppViews views, CancellationToken cancellationToken) =>
        await views.ListAsync([.. (await store.ListAsync(cancellationToken)).Where(app => user.Rights().See(app.Name))], cancellationToken);

    static async Task<AppView> ShowAsync(string app, IAppStore apps, AppViews views, CancellationToken cancellationToken) =>
        await views.ViewAsync(await apps.RequireAsync(app, cancellationToken), cancellationToken);

    static async Task<StatusView> StatusAsync(string app, IAppStore apps, AppViews views, CancellationToken cancellationToken) =>
        await views.StatusAsync(await apps.RequireAsync(app, cancellationToken), cancellationToken);

    static async Task LogsAsync(
        string app, int? tail, bool? follow, HttpResponse response, IRouteStore routes, IContainerEngine engine, ContainerLabels labels, ConfigSecrets secrets,
        TimeProvider time, CancellationToken cancellationToken)
    {
        var route = await routes.FindAsync(app, cancellationToken);
        var serving = (await engine.ListContainersAsync(labels.OfApp(app), cancellationToken)).Where(container => route?.Serves(container) == true).ToList();
        var query = new ContainerLogQuery(Math.Clamp(tail ?? 100, 0, LongestTail), follow ?? false);
        var lines = Channel.CreateBounded<AppLogLine>(1000);
        var reading = Task.WhenAll(serving.Select(ReadAsync))
            .ContinueWith(done => lines.Writer.TryComplete(done.Exception?.InnerException), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        var stream = new LiveStream(response);
        await stream.WriteAsync([FeedEvent.Beat], cancellationToken);
        while (await MoreAsync(lines.Reader, stream, time, cancellationToken))
        {
            while (lines.Reader.TryRead(out var line))
            {
                await stream.WriteAsync([FeedEvent.Of("log", place: null, line, WireJson.Default.AppLogLine)], cancellationToken);
            }
        }

        await reading;

        async Task ReadAsync(ContainerInfo container)
        {
            var (mask, seen) = (new SecretMask(await secrets.OfReleaseAsync(app, ContainerLabels.ReleaseOf(container) ?? 0, cancellationToken)), "");
            await foreach (var line in engine.LogsAsync(container.Id, query, cancellationToken))
            {
                (var text, seen) = mask.MaskNext(seen, line.Text);
                await lines.Writer.WriteAsync(new AppLogLine(container.Name, line.IsError ? "stderr" : "stdout", text), cancellationToken);
            }
        }
    }

    // A reader that hears nothing for long takes the connection for lost.
    static async Task<bool> MoreAsync(ChannelReader<AppLogLine> lines, LiveStream stream, TimeProvider time, CancellationToken cancellationToken)
    {
        var more = lines.WaitToReadAsync(cancellationToken).AsTask();
        while (await Task.WhenAny(more, Task.Delay(BeatEvery, time, cancellationToken)) != more)
        {
            await stream.WriteAsync([FeedEvent.Beat], cancellationToken);
        }

        return await more;
    }
}
