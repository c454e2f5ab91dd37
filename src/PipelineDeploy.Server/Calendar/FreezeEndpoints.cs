using System.Security.Claims;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Apps;
using PipelineDeploy.Deploys.Calendar;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Calendar;

/// <summary>Times in which no deploy begins.</summary>
static class FreezeEndpoints
{
    public static void MapFreezes(this WebApplication app)
    {
        var freezes = app.MapGroup("/api/v1/freezes");
        freezes.MapGet("/", ListAsync);
        freezes.MapPost("/", CreateAsync).Produces<FreezeView>(201);
        freezes.MapDelete("/{id:long}", RemoveAsync);
    }

    static async Task<IReadOnlyList<FreezeView>> ListAsync(ICalendarStore calendar, TimeProvider time, CancellationToken cancellationToken) =>
        [.. (await calendar.ListFreezesAsync(time.GetUtcNow(), cancellationToken)).Select(ViewOf)];

    static async Task<IResult> CreateAsync(
        CreateFreeze wanted, ClaimsPrincipal user, IAppStore apps, ICalendarStore calendar, TimeProvider time, CancellationToken cancellationToken)
    {
        var freeze = Freeze.Create(wanted.App, wanted.From, wanted.Until, wanted.Reason, user.Identity!.Name!, time.GetUtcNow());
        if (freeze.App is { } app)
        {
            await apps.RequireAsync(app, cancellationToken);
        }

        var kept = ViewOf(await calendar.AddAsync(freeze, cancellationToken));
        return Results.Created($"/api/v1/freezes/{kept.Id}", kept);
    }

    static async Task<FreezeView> RemoveAsync(long id, ICalendarStore calendar, CancellationToken cancellationToken) =>
        await calendar.RemoveFreezeAsync(id, cancellationToken) is { } removed
            ? ViewOf(removed)
            : throw new UserErrorException("freeze.notFound", $"There is no freeze {id}", "See those there are with: pdeploy freezes list");

    static FreezeView ViewOf(Freeze freeze) => new(freeze.Id, freeze.App, freeze.From, freeze.Until, freeze.Reason, freeze.CreatedBy);
}
