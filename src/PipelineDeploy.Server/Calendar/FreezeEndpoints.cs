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

/// <summary>Times in which no deploy begins.</summary>
static class FreezeEndpoints
{
    public static void MapFreezes(this WebApplication app)
    {
        var freezes = app.MapGroup("/api/v1/freezes");
        freezes.MapGet("/", ListAsync).RequireAuthorization(SignIn.SignedIn).Tag().Operation("listFreezes");
        freezes.MapGet("/{id:long}", ShowAsync).RequireAuthorization(SignIn.SignedIn).Tag().Operation("getFreeze");
        freezes.MapPost("/", CreateAsync).RequireAuthorization(SignIn.SignedIn).Produces<FreezeView>(201)
            .Operation("createFreeze", "freeze.badTime", "freeze.badReason", "app.notFound");
        freezes.MapDelete("/{id:long}", RemoveAsync).RequireAuthorization(SignIn.SignedIn).TakeIfMatch().Operation("deleteFreeze");
    }

    /// <summary>Times in which no deploy begins.</summary>
    internal static async Task<IReadOnlyList<FreezeView>> ListAsync(ClaimsPrincipal user, ICalendarStore calendar, TimeProvider time, CancellationToken cancellationToken) =>
        [.. (await calendar.ListFreezesAsync(time.GetUtcNow(), cancellationToken)).Where(freeze => freeze.App is null || user.Rights().See(freeze.App)).Select(ViewOf)];

    /// <summary>A freeze.</summary>
    internal static async Task<FreezeView> ShowAsync(long id, ClaimsPrincipal user, ICalendarStore calendar, TimeProvider time, CancellationToken cancellationToken) =>
        (await ListAsync(user, calendar, time, cancellationToken)).FirstOrDefault(freeze => freeze.Id == id) ?? throw NotFound(id);

    /// <summary>Lets no deploy begin for a while.</summary>
    internal static async Task<IResult> CreateAsync(
        CreateFreeze wanted, ClaimsPrincipal user, IAppStore apps, ICalendarStore calendar, AuditNotes audit, TimeProvider time, CancellationToken cancellationToken)
    {
        user.Require(Role.Admin, audit.App = wanted.App);
        var freeze = Freeze.Create(wanted.App, wanted.From, wanted.Until, wanted.Reason, user.Identity!.Name!, time.GetUtcNow());
        if (freeze.App is { } app)
        {
            await apps.RequireAsync(app, cancellationToken);
        }

        var kept = ViewOf(await calendar.AddAsync(freeze, cancellationToken));
        audit.Compare(null, kept, WireJson.Default.FreezeView);
        return Results.Created($"/api/v1/freezes/{kept.Id}", kept);
    }

    /// <summary>Ends a freeze.</summary>
    internal static async Task<FreezeView> RemoveAsync(
        long id, ClaimsPrincipal user, ICalendarStore calendar, AuditNotes audit, TimeProvider time, CancellationToken cancellationToken)
    {
        var freeze = await ShowAsync(id, user, calendar, time, cancellationToken);
        user.Require(Role.Admin, audit.App = freeze.App);
        var removed = ViewOf(await calendar.RemoveFreezeAsync(id, cancellationToken) ?? throw NotFound(id));
        audit.Compare(removed, null, WireJson.Default.FreezeView);
        return removed;
    }

    static UserErrorException NotFound(long id) => new("freeze.notFound", $"There is no freeze {id}", "See those there are with: pdeploy freezes list");

    static FreezeView ViewOf(Freeze freeze) => new(freeze.Id, freeze.App, freeze.From, freeze.Until, freeze.Reason, freeze.CreatedBy);
}
