using System.Net;
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
        return context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            ? Task.CompletedTask
            : WriteAsync(context.Response, "Sign in", "<p>Ask the server for a link that signs this browser in once:</p><pre>pdeploy sign-in-link</pre>");
    }

    /// <summary>The page behind a one-time link; opening it uses nothing up, pressing the button does.</summary>
    public static IResult Confirm(string code) =>
        Html("Sign in", $"""<p>This link signs this browser in, once.</p><form method="post" action="/sign-in/{WebUtility.HtmlEncode(code)}"><button>Sign in</button></form>""", 200);

    /// <summary>The page behind a link that is worth nothing any more.</summary>
    public static IResult Used() =>
        Html("This link is used up", "<p>It was used already or is older than ten minutes. Ask for a new one:</p><pre>pdeploy sign-in-link</pre>", 410);

    static IResult Html(string title, string body, int status) => Results.Content(PageLayout.Bare(title, body), "text/html; charset=utf-8", statusCode: status);

    static Task WriteAsync(HttpResponse response, string title, string body)
    {
        response.ContentType = "text/html; charset=utf-8";
        return response.WriteAsync(PageLayout.Bare(title, body));
    }
}
