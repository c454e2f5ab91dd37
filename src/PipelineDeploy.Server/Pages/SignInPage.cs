using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Pages;

/// <summary>What a browser sees that is not signed in.</summary>
static class SignInPage
{
    /// <summary>Answers a request without a session: a page for people, a plain 401 for the API.</summary>
    public static Task AnswerAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        context.Response.StatusCode = 401;
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            return Task.CompletedTask;
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        var next = HttpMethods.IsGet(context.Request.Method) ? context.Request.Path.Value ?? "/" : "/";
        return context.Response.WriteAsync(PageLayout.Render(Ask(next)).ToString());
    }

    /// <summary>The page on which people sign in.</summary>
    public static async Task<IResult> ShowAsync(UserStore users, CancellationToken cancellationToken) =>
        await users.AnyAsync(cancellationToken) ? Answer(Ask("/"), 200) : Answer(SetUpPage.Invitation, 200);

    /// <summary>The same page after an attempt that failed, with the reason.</summary>
    public static IResult Again(HttpContext context, UserErrorException error, string? next)
    {
        var status = ProblemWriter.StatusOf(error);
        ProblemWriter.WriteRetryAfter(context, error);
        return Answer(Ask(OwnPath(next), error.Error), status);
    }

    /// <summary>The page behind a one-time link; opening it uses nothing up, pressing the button does.</summary>
    public static IResult Confirm(string code) => Answer(ConfirmPage(code), 200);

    /// <summary>The page behind a link that is worth nothing any more.</summary>
    public static IResult Used() => Answer(UsedPage, 410);

    /// <summary>Where to go after signing in, when that is on this server.</summary>
    public static string OwnPath(string? next) =>
        next is ['/', ..] and not ['/', '/' or '\\', ..] && !next.Any(char.IsControl) ? next : "/";

    internal static Page Ask(string next, UserError? error = null) => PageLayout.Message("Sign in", Html.Of(
        $"""
        {Wrong(error)}
        <form class="fields" method="post" action="/sign-in">
        <input type="hidden" name="next" value="{next}">
        <label for="user">User name</label>
        <input type="text" id="user" name="user" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="63" required autofocus>
        <label for="password">Password</label>
        <input type="password" id="password" name="password" autocomplete="current-password" maxlength="256" required>
        <button class="button primary">Sign in</button>
        </form>
        <p class="dim">Without an account, ask the server for a link that signs this browser in, once:</p>
        <pre>pdeploy sign-in-link</pre>
        """));

    internal static Page UsedPage { get; } = PageLayout.Message("This link is used up", Html.Of(
        $"""
        <p>It was used already or is older than ten minutes. Ask for a new one:</p>
        <pre>pdeploy sign-in-link</pre>
        """));

    internal static Page ConfirmPage(string code) => PageLayout.Message("Sign in", Html.Of(
        $"""
        <p>This link signs this browser in, once.</p>
        <form method="post" action="/sign-in/{Uri.EscapeDataString(code)}"><button class="button primary">Sign in</button></form>
        """));

    internal static Html Wrong(UserError? error) => error is null
        ? Html.Empty
        : Html.Of($"""<p class="notice fail" role="alert">{Icon.Warning}<span>{error.Message}. {error.Hint ?? ""}</span></p>""");

    internal static IResult Answer(Page page, int status) =>
        Results.Content(PageLayout.Render(page).ToString(), "text/html; charset=utf-8", statusCode: status);
}
