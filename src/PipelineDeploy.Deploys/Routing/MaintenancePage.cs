using System.Net;

namespace PipelineDeploy.Deploys.Routing;

/// <summary>What visitors of an app in maintenance see. It needs nothing but itself.</summary>
static class MaintenancePage
{
    /// <summary>The page as HTML; the message is text and stays text.</summary>
    public static string Render(string message) => $$"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex">
        <title>Down for maintenance</title>
        <style>
        :root { color-scheme: light dark }
        body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 1.125rem/1.6 system-ui, sans-serif }
        main { max-width: 32rem; padding: 2rem }
        h1 { font-size: 1.5rem; font-weight: 600; margin: 0 0 .5rem }
        p { margin: 0; white-space: pre-line; overflow-wrap: anywhere; opacity: .8 }
        </style>
        </head>
        <body>
        <main>
        <h1>Down for maintenance</h1>
        <p>{{WebUtility.HtmlEncode(message)}}</p>
        </main>
        </body>
        </html>

        """;
}
