using Microsoft.Playwright;
using PipelineDeploy.EndToEnd.Stack;

namespace PipelineDeploy.EndToEnd.Dashboard;

/// <summary>Debian's own Chromium, started once for the tests of a class.</summary>
public sealed class Chromium : IAsyncLifetime
{
    const string Executable = "/usr/bin/chromium";

    IPlaywright _playwright = null!;
    IBrowser _browser = null!;

    public async Task InitializeAsync()
    {
        File.Exists(Executable).ShouldBeTrue($"{Executable} is missing; ./test installs it");
        _playwright = await Playwright.CreateAsync();
        // Its sandbox refuses to run as root, which is what tests in containers run as.
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Executable, Args = ["--no-sandbox"] });
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    /// <summary>A window in which somebody is signed in by a link.</summary>
    internal async Task<Window> OpenAsync(DeployStack stack, string link, ColorScheme scheme = ColorScheme.Light, int width = 1440)
    {
        var window = await NewAsync(stack.Server.Address, scheme, width);
        await window.Page.GotoAsync(link);
        await window.Page.ClickAsync("button");
        await window.Page.WaitForURLAsync(stack.Server.Address.ToString());
        return window;
    }

    /// <summary>A window in which nobody is signed in, on the first page of a server.</summary>
    internal async Task<Window> StrangerAsync(Uri server, ColorScheme scheme = ColorScheme.Light, int width = 1440)
    {
        var window = await NewAsync(server, scheme, width);
        await window.Page.GotoAsync(server.ToString());
        return window;
    }

    async Task<Window> NewAsync(Uri server, ColorScheme scheme, int width) => await Window.OnAsync(
        await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ReducedMotion = ReducedMotion.Reduce,
        }),
        server);
}
