using System.Security.Claims;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Schedules;
using PipelineDeploy.Server.Apps;
using PipelineDeploy.Server.Audit;
using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Conditions;
using PipelineDeploy.Server.OpenApi;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Schedules;

/// <summary>An app's schedules.</summary>
static class ScheduleEndpoints
{
    public static void MapSchedules(this WebApplication app)
    {
        var schedules = app.MapApp("/schedules");
        schedules.MapGet("/", ListAsync).RequireAuthorization(SignIn.Viewers).Tag().Operation("listSchedules");
        schedules.MapGet("/{name}", ShowAsync).RequireAuthorization(SignIn.Viewers).Tag("nextAt", "lastFiredAt", "lastRun", "lastError").Operation("getSchedule");
        schedules.MapPost("/", CreateAsync).RequireAuthorization(SignIn.Administrators).Produces<ScheduleView>(201)
            .Operation(
                "createSchedule", "schedule.badName", "schedule.exists", "schedule.badCron", "schedule.neverFires", "schedule.badOverlap",
                "schedule.badCatchUp", "timeZone.unknown");
        schedules.MapPatch("/{name}", ChangeAsync).RequireAuthorization(SignIn.Administrators).TakeIfMatch()
            .Operation("changeSchedule", "schedule.badCron", "schedule.neverFires", "schedule.badOverlap", "schedule.badCatchUp", "timeZone.unknown");
        schedules.MapDelete("/{name}", RemoveAsync).RequireAuthorization(SignIn.Administrators).TakeIfMatch().Operation("deleteSchedule");
    }

    /// <summary>An app's schedules, when they fire next and what came of the last time.</summary>
    internal static async Task<IReadOnlyList<ScheduleView>> ListAsync(string app, IScheduleStore schedules, CancellationToken cancellationToken) =>
        [.. (await schedules.ListAsync(app, cancellationToken)).Select(ViewOf)];

    /// <summary>A schedule of an app.</summary>
    internal static async Task<ScheduleView> ShowAsync(string app, string name, IScheduleStore schedules, CancellationToken cancellationToken) =>
        ViewOf(await RequireAsync(app, name, schedules, cancellationToken));

    /// <summary>Deploys an app again at certain times.</summary>
    internal static async Task<IResult> CreateAsync(
        string app, CreateSchedule wanted, ClaimsPrincipal user, IScheduleStore schedules, AuditNotes audit, CancellationToken cancellationToken)
    {
        var schedule = Schedule.Create(app, wanted.Name, wanted.Cron, user.Identity!.Name!)
            .With(null, wanted.TimeZone, wanted.Overlap, wanted.CatchUp, wanted.Enabled);
        await schedules.SaveAsync(schedule, cancellationToken);
        var made = ViewOf(await RequireAsync(app, schedule.Name, schedules, cancellationToken));
        audit.Compare(null, made, WireJson.Default.ScheduleView);
        return Results.Created($"/api/v1/apps/{app}/schedules/{schedule.Name}", made);
    }

    /// <summary>Changes a schedule.</summary>
    internal static async Task<ScheduleView> ChangeAsync(
        string app, string name, ChangeSchedule wanted, IScheduleStore schedules, AuditNotes audit, CancellationToken cancellationToken)
    {
        var before = await RequireAsync(app, name, schedules, cancellationToken);
        await schedules.SaveAsync(before.Schedule.With(wanted.Cron, wanted.TimeZone, wanted.Overlap, wanted.CatchUp, wanted.Enabled), cancellationToken);
        var after = ViewOf(await RequireAsync(app, name, schedules, cancellationToken));
        audit.Compare(ViewOf(before), after, WireJson.Default.ScheduleView);
        return after;
    }

    /// <summary>Takes a schedule away.</summary>
    internal static async Task<ScheduleView> RemoveAsync(string app, string name, IScheduleStore schedules, AuditNotes audit, CancellationToken cancellationToken)
    {
        var removed = await RequireAsync(app, name, schedules, cancellationToken);
        await schedules.RemoveAsync(removed.Schedule.Id, cancellationToken);
        audit.Compare(ViewOf(removed), null, WireJson.Default.ScheduleView);
        return ViewOf(removed with { NextAt = null });
    }

    static async Task<ScheduleStatus> RequireAsync(string app, string name, IScheduleStore schedules, CancellationToken cancellationToken)
    {
        return (await schedules.ListAsync(app, cancellationToken)).FirstOrDefault(status => status.Schedule.Name == name)
            ?? throw new UserErrorException("schedule.notFound", $"{app} has no schedule '{name}'", $"See those there are with: pdeploy schedules list -a {app}");
    }

    static ScheduleView ViewOf(ScheduleStatus status)
    {
        var schedule = status.Schedule;
        return new ScheduleView(
            schedule.App, schedule.Name, schedule.Cron, schedule.TimeZone, Schedule.WordOf(schedule.Overlap), Schedule.WordOf(schedule.CatchUp),
            schedule.IsEnabled, schedule.CreatedBy, status.NextAt, status.LastFiredAt, status.LastRun, status.LastError);
    }
}
