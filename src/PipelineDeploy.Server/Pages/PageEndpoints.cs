using PipelineDeploy.Deploys.Apps;
using PipelineDeploy.Server.Apps;

namespace PipelineDeploy.Server.Pages;

/// <summary>The pages people look at.</summary>
static class PageEndpoints
{
    public static void MapPages(this WebApplication app) =>
        app.MapGet("/", OverviewAsync).ExcludeFromDescription();

    static async Task<IResult> OverviewAsync(IAppStore store, AppViews views, CancellationToken cancellationToken)
    {
        var rows = new List<string>();
        foreach (var app in await store.ListAsync(cancellationToken))
        {
            var view = await views.ViewAsync(app, cancellationToken);
            rows.Add($"<li>{view.Name}: {(view.ServingRelease is { } release ? $"v{release} serves" : "nothing serves yet")}</li>");
        }

        return Results.Content(PageLayout.Bare("Apps", $"<ul>{string.Concat(rows)}</ul>"), "text/html; charset=utf-8");
    }
}
