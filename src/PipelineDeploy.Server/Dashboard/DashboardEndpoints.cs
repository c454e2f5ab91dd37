using PipelineDeploy.Server.Auth;
using PipelineDeploy.Server.Pages;

namespace PipelineDeploy.Server.Dashboard;

/// <summary>The page: one document for every address that it knows, and its scripts and style sheets.</summary>
static class DashboardEndpoints
{
    const string EmptyToken = "<meta name=\"form-token\" content=\"\"";
    const string EmptyNonce = "<meta property=\"csp-nonce\" nonce=\"\"";

    public static void MapDashboard(this WebApplication app)
    {
        PageAssets.Map(app);
        // They say nothing about anyone, so a browser that is not signed in gets them too.
        app.MapGet("/static/{name}", DashboardFile.Send).AllowAnonymous().ExcludeFromDescription();
        var pages = app.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/", Show).RequireAuthorization(SignIn.SignedIn);
        pages.MapGet("/apps/{app}/{tab?}", Show).RequireAuthorization(SignIn.Viewers);
        pages.MapGet("/runs/{id:long}/{tab?}", Show).RequireAuthorization(SignIn.Viewers);
        pages.MapGet("/pipelines", Show).RequireAuthorization(SignIn.SignedIn);
        pages.MapGet("/pipelines/{name}/{tab?}", Show).RequireAuthorization(SignIn.SignedIn);
        pages.MapGet("/calendar", Show).RequireAuthorization(SignIn.SignedIn);
        pages.MapGet("/account", Show).RequireAuthorization(SignIn.SignedIn);
        pages.MapGet("/people/{tab?}", Show).RequireAuthorization(SignIn.Administrators);
        pages.MapGet("/settings", Show).RequireAuthorization(SignIn.Administrators);
        pages.MapGet("/nodes", Show).RequireAuthorization(SignIn.Administrators);
        pages.MapGet("/audit", Show).RequireAuthorization(SignIn.Administrators);
    }

    static IResult Show(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        // Signing out is a form, and forms carry a token of their session.
        var page = DashboardFile.Index
            .Replace(EmptyToken, Html.Of($"""<meta name="form-token" content="{OwnForms.TokenFor(context)}" """).ToString(), StringComparison.Ordinal)
            .Replace(EmptyNonce, Html.Of($"""<meta property="csp-nonce" nonce="{StyleNonce.Draw(context)}" """).ToString(), StringComparison.Ordinal);
        return Results.Content(page, "text/html; charset=utf-8");
    }
}
