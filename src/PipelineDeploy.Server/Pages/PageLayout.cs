namespace PipelineDeploy.Server.Pages;

/// <summary>What a page shows.</summary>
/// <param name="Title">Its heading and the browser tab's text.</param>
/// <param name="Live">The part that page.js replaces when something has happened.</param>
/// <param name="Rest">What follows it and is never replaced.</param>
/// <param name="ReloadEvery">Seconds after which the page is looked up again; null for never.</param>
/// <param name="Events">Address of the events that tell a script sooner; null for none.</param>
sealed record Page(string Title, Html Live, Html Rest = default, int? ReloadEvery = null, string? Events = null);

/// <summary>Who looks, and where.</summary>
/// <param name="User">Who is signed in, or null.</param>
/// <param name="Apps">The apps to choose from.</param>
/// <param name="Path">The path of the page, to mark its place in the navigation.</param>
sealed record PageFrame(string? User, IReadOnlyList<string> Apps, string Path)
{
    /// <summary>The frame of someone who is not signed in.</summary>
    public static PageFrame Nobody { get; } = new(null, [], "");

    /// <summary>The field that forms need.</summary>
    public Html FormField { get; init; }
}

/// <summary>The frame around every page.</summary>
static class PageLayout
{
    public static Html Render(Page page, PageFrame frame) => Html.Of(
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
        <script src="{PageAssets.AddressOf("page.js")}" defer></script>
        {ReloadWithoutScript(page.ReloadEvery)}
        </head>
        <body class="{(frame.User is null ? "alone" : "framed")}">
        <a class="skip" href="#main">Skip to the content</a>
        {(frame.User is null ? Html.Empty : Side(frame, frame.User))}
        <main id="main" tabindex="-1"{Attribute("data-reload", page.ReloadEvery)}{Attribute("data-events", page.Events)}>
        <p id="connection" class="notice wait" role="status" hidden></p>
        <div id="live">{page.Live}</div>
        {page.Rest}
        </main>
        </body>
        </html>
        """);

    /// <summary>A page that only says something, in the middle of the window for someone who is not signed in.</summary>
    public static Page Message(string title, Html body) => new(title, Html.Of($"""<h1>{title}</h1><div class="card message">{body}</div>"""));

    static Html ReloadWithoutScript(int? seconds) => seconds is { } every
        ? Html.Of($"""<noscript><meta http-equiv="refresh" content="{every}"></noscript>""")
        : Html.Empty;

    static Html Side(PageFrame frame, string user) => Html.Of(
        $"""
        <header class="side">
        <a class="brand" href="/"><svg class="logo" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><circle cx="8" cy="8" r="6.5"/><path d="M8 1.5a6.5 6.5 0 0 0 0 13z"/></svg>PipelineDeploy</a>
        <nav aria-label="Pages"><ul>{Link("/", "Overview", frame)}</ul>{Apps(frame)}</nav>
        <form class="who" method="post" action="/sign-out">{frame.FormField}<span class="dim">{user}</span><button class="button small">Sign out</button></form>
        </header>
        """);

    static Html Apps(PageFrame frame) => frame.Apps.Count == 0
        ? Html.Empty
        : Html.Of($"""<p class="group" id="apps-of-nav">Apps</p><ul class="apps" aria-labelledby="apps-of-nav">{frame.Apps.Select(app => Link($"/apps/{app}", app, frame))}</ul>""");

    static Html Link(string path, string text, PageFrame frame) =>
        Html.Of($"""<li><a href="{path}"{Attribute("aria-current", path == frame.Path ? "page" : null)}>{text}</a></li>""");

    static Html Attribute(string name, object? value) => value is null ? Html.Empty : Html.Of($" {name}=\"{value}\"");
}
