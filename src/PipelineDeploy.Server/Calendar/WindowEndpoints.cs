using System.Globalization;
using System.Security.Claims;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Apps;
using PipelineDeploy.Deploys.Calendar;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Conditions;
using PipelineDeploy.Server.OpenApi;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Calendar;

/// <summary>Days and times at which deploys may begin.</summary>
static class WindowEndpoints
{
    public static void MapWindows(this WebApplication app)
    {
        var windows = app.MapGroup("/api/v1/windows");
        windows.MapGet("/", ListAsync).RequireAuthorization(SignIn.SignedIn).Tag().Operation("listWindows");
        windows.MapGet("/{id:long}", ShowAsync).RequireAuthorization(SignIn.SignedIn).Tag().Operation("getWindow");
        windows.MapPost("/", CreateAsync).RequireAuthorization(SignIn.SignedIn).Produces<WindowView>(201)
            .Operation("createWindow", "window.badDay", "window.badTime", "timeZone.unknown", "app.notFound");
        windows.MapDelete("/{id:long}", RemoveAsync).RequireAuthorization(SignIn.SignedIn).TakeIfMatch().Operation("deleteWindow");
    }

    /// <summary>Days and times at which deploys may begin.</summary>
    internal static async Task<IReadOnlyList<WindowView>> ListAsync(ClaimsPrincipal user, ICalendarStore calendar, CancellationToken cancellationToken) =>
        [.. (await calendar.ListWindowsAsync(cancellationToken)).Where(window => window.App is null || user.Rights().See(window.App)).Select(ViewOf)];

    /// <summary>A deploy window.</summary>
    internal static async Task<WindowView> ShowAsync(long id, ClaimsPrincipal user, ICalendarStore calendar, CancellationToken cancellationToken) =>
        (await ListAsync(user, calendar, cancellationToken)).FirstOrDefault(window => window.Id == id) ?? throw NotFound(id);

    /// <summary>Names days and times at which deploys may begin.</summary>
    internal static async Task<IResult> CreateAsync(
        CreateWindow wanted, ClaimsPrincipal user, IAppStore apps, ICalendarStore calendar, AuditNotes audit, CancellationToken cancellationToken)
    {
        user.Require(Role.Admin, audit.App = wanted.App);
        var window = DeployWindow.Parse(wanted.App, wanted.Days, wanted.Opens, wanted.Closes, wanted.TimeZone);
        if (window.App is { } app)
        {
            await apps.RequireAsync(app, cancellationToken);
        }

        var kept = ViewOf(await calendar.AddAsync(window, user.Identity!.Name!, cancellationToken));
        audit.Compare(null, kept, WireJson.Default.WindowView);
        return Results.Created($"/api/v1/windows/{kept.Id}", kept);
    }

    /// <summary>Takes a window away.</summary>
    internal static async Task<WindowView> RemoveAsync(long id, ClaimsPrincipal user, ICalendarStore calendar, AuditNotes audit, CancellationToken cancellationToken)
    {
        var window = await ShowAsync(id, user, calendar, cancellationToken);
        user.Require(Role.Admin, audit.App = window.App);
        var removed = ViewOf(await calendar.RemoveWindowAsync(id, cancellationToken) ?? throw NotFound(id));
        audit.Compare(removed, null, WireJson.Default.WindowView);
        return removed;
    }

    static UserErrorException NotFound(long id) => new("window.notFound", $"There is no deploy window {id}", "See those there are with: pdeploy windows list");

    static WindowView ViewOf(DeployWindow window) =>
        new(window.Id, window.App, [.. window.Days.Select(DeployWindow.NameOf)], Text(window.Opens), Text(window.Closes), window.TimeZone);

    static string Text(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
