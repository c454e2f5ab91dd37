using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Pages;

/// <summary>An error as a person in front of a browser reads it.</summary>
static class ErrorPage
{
    /// <summary>Whether the request comes from a person who follows a link, and not from a program.</summary>
    public static bool IsFor(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        && !request.Path.StartsWithSegments("/openapi", StringComparison.Ordinal)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    /// <summary>The page of an error.</summary>
    public static Page Render(int status, UserError error, string traceId) => PageLayout.Message(
        status == 404 ? "Not found" : "This did not work",
        Html.Of(
            $"""
            <p class="cause">{error.Message}</p>
            {(error.Hint is null ? Html.Empty : Html.Of($"<p>{error.Hint}</p>"))}
            <p class="dim">Error {status} · {error.Code} · trace {traceId}</p>
            <p><a class="button" href="/">Back to the overview</a></p>
            """));

    /// <summary>Answers with it.</summary>
    public static Task WriteAsync(HttpContext context, int status, UserError error, string traceId)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(PageLayout.Render(Render(status, error, traceId)).ToString());
    }
}
