using System.Globalization;
using System.Security.Claims;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Apps;
using PipelineDeploy.Deploys.Calendar;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Calendar;

/// <summary>Days and times at which deploys may begin.</summary>
static class WindowEndpoints
{
    public static void MapWindows(this WebApplication app)
    {
        var windows = app.MapGroup("/api/v1/windows");
        windows.MapGet("/", ListAsync);
        windows.MapPost("/", CreateAsync).Produces<WindowView>(201);
        windows.MapDelete("/{id:long}", RemoveAsync);
    }

    static async Task<IReadOnlyList<WindowView>> ListAsync(ICalendarStore calendar, CancellationToken cancellationToken) =>
        [.. (await calendar.ListWindowsAsync(cancellationToken)).Select(ViewOf)];

    static async Task<IResult> CreateAsync(
        CreateWindow wanted, ClaimsPrincipal user, IAppStore apps, ICalendarStore calendar, CancellationToken cancellationToken)
    {
        var window = DeployWindow.Parse(wanted.App, wanted.Days, wanted.Opens, wanted.Closes, wanted.TimeZone);
        if (window.App is { } app)
        {
            await apps.RequireAsync(app, cancellationToken);
        }

        var kept = ViewOf(await calendar.AddAsync(window, user.Identity!.Name!, cancellationToken));
        return Results.Created($"/api/v1/windows/{kept.Id}", kept);
    }

    static async Task<WindowView> RemoveAsync(long id, ICalendarStore calendar, CancellationToken cancellationToken) =>
        await calendar.RemoveWindowAsync(id, cancellationToken) is { } removed
            ? ViewOf(removed)
            : throw new UserErrorException("window.notFound", $"There is no deploy window {id}", "See those there are with: pdeploy windows list");

    static WindowView ViewOf(DeployWindow window) =>
        new(window.Id, window.App, [.. window.Days.Select(DeployWindow.NameOf)], Text(window.Opens), Text(window.Closes), window.TimeZone);

    static string Text(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
