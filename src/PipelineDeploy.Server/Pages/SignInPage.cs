using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

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
        return context.Response.WriteAsync(PageLayout.Render(Ask, PageFrame.Nobody).ToString());
    }

    /// <summary>The page behind a one-time link; opening it uses nothing up, pressing the button does.</summary>
    public static IResult Confirm(string code) => Answer(ConfirmPage(code), 200);

    /// <summary>The page behind a link that is worth nothing any more.</summary>
    public static IResult Used() => Answer(UsedPage, 410);

    internal static Page Ask { get; } = PageLayout.Message("Sign in", Html.Of(
        $"""
        <p>This browser is not signed in. Ask the server for a link that signs it in, once:</p>
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

    static IResult Answer(Page page, int status) =>
        Results.Content(PageLayout.Render(page, PageFrame.Nobody).ToString(), "text/html; charset=utf-8", statusCode: status);
}
