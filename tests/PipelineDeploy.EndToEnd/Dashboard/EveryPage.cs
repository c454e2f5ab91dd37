namespace PipelineDeploy.EndToEnd.Dashboard;

/// <summary>The addresses of all pages, each with a name.</summary>
static class EveryPage
{
    static readonly string[] AppParts = ["", "/runs", "/environment", "/pipeline", "/domains", "/webhooks", "/schedules", "/settings"];
    static readonly string[] PipelineParts = ["", "/yaml", "/versions", "/dry-run"];
    static readonly string[] RunParts = ["", "/graph", "/log", "/events", "/inputs"];

    /// <summary>Those of the server, of an app and of a run.</summary>
    public static IEnumerable<(string Name, string Path)> Of(string app, long run) =>
    [
        ("overview", "/"), ("pipelines", "/pipelines"), ("designer-new", "/pipelines/new"), ("designer", "/pipelines/blue-green/edit"), ("calendar", "/calendar"), ("people", "/people"), ("people-tokens", "/people/tokens"), ("people-keys", "/people/keys"),
        ("settings", "/settings"), ("account", "/account"), ("nodes", "/nodes"), ("audit", "/audit"),
        .. AppParts.Select(part => ($"app{NameOf(part, "-releases")}", $"/apps/{app}{part}")),
        .. PipelineParts.Select(part => ($"pipeline{NameOf(part, "")}", $"/pipelines/canary{part}")),
        .. RunParts.Select(part => ($"run{NameOf(part, "-timeline")}", $"/runs/{run}{part}")),
    ];

    static string NameOf(string part, string first) => part.Length == 0 ? first : part.Replace('/', '-');
}
