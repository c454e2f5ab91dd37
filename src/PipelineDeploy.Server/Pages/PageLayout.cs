using System.Net;

namespace PipelineDeploy.Server.Pages;

/// <summary>The frame around every page.</summary>
static class PageLayout
{
    /// <summary>A page with nothing but its title and body; the body is HTML, the title is text.</summary>
    public static string Bare(string title, string body) =>
        $"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{WebUtility.HtmlEncode(title)} · PipelineDeploy</title></head>
        <body><main><h1>{WebUtility.HtmlEncode(title)}</h1>{body}</main></body>
        </html>
        """;
}
