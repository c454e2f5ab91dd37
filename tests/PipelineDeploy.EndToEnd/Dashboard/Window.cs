using Microsoft.Playwright;
using PipelineDeploy.EndToEnd.Stack;

namespace PipelineDeploy.EndToEnd.Dashboard;

/// <summary>A window on the page. It remembers what a person would not see: errors, requests to others, what the policy forbade.</summary>
sealed class Window : IAsyncDisposable
{
    const string RememberViolations =
        "window.violations = []; document.addEventListener('securitypolicyviolation', e => window.violations.push(`${e.violatedDirective} ${e.blockedURI}`));";

    const string FindBarriers =
        """
        async () => (await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }))
          .violations.map(found => `${found.id}: ${found.nodes.map(node => node.target.join(" ")).join(", ")}`)
        """;

    static readonly string Axe = Path.Combine(Repository.Root, "src", "dashboard", "node_modules", "axe-core", "axe.min.js");

    readonly IBrowserContext _context;
    readonly List<string> _faults = [];

    Window(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
    }

    public IPage Page { get; }

    public static async Task<Window> OnAsync(IBrowserContext context, Uri server)
    {
        await context.AddInitScriptAsync(RememberViolations);
        var window = new Window(context, await context.NewPageAsync());
        window.Page.PageError += (_, error) => window._faults.Add($"error {error}");
        window.Page.Request += (_, request) =>
        {
            if (new Uri(request.Url).Authority != server.Authority)
            {
                window._faults.Add($"asked {request.Url}");
            }
        };
        return window;
    }

    /// <summary>Opens an address and waits until nothing on it is loading any more.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path.StartsWith("http", StringComparison.Ordinal) ? path : new Uri(new Uri(Page.Url), path).ToString());
        await SettledAsync();
    }

    public async Task SettledAsync()
    {
        await Page.WaitForSelectorAsync("h1");
        await Page.WaitForFunctionAsync("() => !document.querySelector('[role=status] > .sr')");
    }

    /// <summary>Holds that nobody is kept out, nothing broke, nobody else was asked and the policy had nothing to forbid.</summary>
    public async Task ShouldBeSoundAsync()
    {
        await Page.EvaluateAsync(await File.ReadAllTextAsync(Axe));
        var barriers = await Page.EvaluateAsync<string[]>(FindBarriers);
        var violations = await Page.EvaluateAsync<string[]>("() => window.violations");

        barriers.ShouldBeEmpty(Page.Url);
        violations.ShouldBeEmpty(Page.Url);
        _faults.ShouldBeEmpty(Page.Url);
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
