using System.Globalization;
using System.Security.Claims;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Apps;
using PipelineDeploy.Deploys.Calendar;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.OpenApi;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Calendar;

/// <summary>Days and times at which deploys may begin.</summary>
static class WindowEndpoints
{
    public static void MapWindows(this WebApplication app)
    {
        var windows = app.MapGroup("/api/v1/windows");
        windows.MapGet("/", ListAsync).RequireAuthorization(SignIn.SignedIn).Operation("listWindows");
        windows.MapPost("/", CreateAsync).RequireAuthorization(SignIn.SignedIn).Produces<WindowView>(201)
            .Operation("createWindow", "window.badDay", "window.badTime", "timeZone.unknown", "app.notFound");
        windows.MapDelete("/{id:long}", RemoveAsync).RequireAuthorization(SignIn.SignedIn).Operation("deleteWindow");
    }

    /// <summary>Days and times at which deploys may begin.</summary>
    internal static async Task<IReadOnlyList<WindowView>> ListAsync(ClaimsPrincipal user, ICalendarStore calendar, CancellationToken cancellationToken) =>
        [.. (await calendar.ListWindowsAsync(cancellationToken)).Where(window => window.App is null || user.Rights().See(window.App)).Select(ViewOf)];

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
        return Results.Created($"/api/v1/windows/{kept.Id}", kept);
    }

    /// <summary>Takes a window away.</summary>
    internal static async Task<WindowView> RemoveAsync(long id, ClaimsPrincipal user, ICalendarStore calendar, AuditNotes audit, CancellationToken cancellationToken)
    {
        var notFound = new UserErrorException("window.notFound", $"There is no deploy window {id}", "See those there are with: pdeploy windows list");
        var window = (await ListAsync(user, calendar, cancellationToken)).FirstOrDefault(window => window.Id == id) ?? throw notFound;
        user.Require(Role.Admin, audit.App = window.App);
        return ViewOf(await calendar.RemoveWindowAsync(id, cancellationToken) ?? throw notFound);
    }

    static WindowView ViewOf(DeployWindow window) =>
        new(window.Id, window.App, [.. window.Days.Select(DeployWindow.NameOf)], Text(window.Opens), Text(window.Closes), window.TimeZone);

    static string Text(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
