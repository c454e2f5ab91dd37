namespace PipelineDeploy.Server.Pages;

/// <summary>A page that the server writes itself, because it must be readable without a session or a script.</summary>
/// <param name="Title">Its heading and the browser tab's text.</param>
/// <param name="Content">What it shows.</param>
sealed record Page(string Title, Html Content);

/// <summary>The frame around such a page.</summary>
static class PageLayout
{
    public static Html Render(Page page) => Html.Of(
        $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{page.Title} · PipelineDeploy</title>
        <link rel="icon" href="{PageAssets.AddressOf("icon.svg")}" type="image/svg+xml">
        <link rel="stylesheet" href="{PageAssets.AddressOf("page.css")}">
        </head>
        <body>
        <main id="main">
        {Brand}
        {page.Content}
        </main>
        </body>
        </html>
        """);

    /// <summary>A page that only says something, in the middle of the window.</summary>
    public static Page Message(string title, Html body) => new(title, Html.Of($"""<div class="card message"><h1>{title}</h1>{body}</div>"""));

    static Html Brand { get; } = Html.Of(
        $"""
        <p class="brand"><svg viewBox="0 0 16 16" width="18" height="18" aria-hidden="true"><circle cx="8" cy="8" r="6.5"/><path d="M8 1.5a6.5 6.5 0 0 0 0 13z"/></svg>PipelineDeploy</p>
        """);
}
