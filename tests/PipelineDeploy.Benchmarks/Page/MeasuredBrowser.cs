using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;

namespace PipelineDeploy.Benchmarks.Page;

/// <summary>Debian's own Chromium, in which somebody is signed in.</summary>
sealed class MeasuredBrowser : IAsyncDisposable
{
    // What is loading says so to those who do not see it.
    internal const string IsThere = "() => document.querySelector('h1') !== null && document.querySelector('[role=status] > .sr') === null";

    readonly IPlaywright _playwright;
    readonly IBrowser _browser;
    readonly Uri _address;
    readonly string _signedIn;
    readonly IBrowserContext _warm;

    MeasuredBrowser(IPlaywright playwright, IBrowser browser, Uri address, string signedIn, IBrowserContext warm) =>
        (_playwright, _browser, _address, _signedIn, _warm) = (playwright, browser, address, signedIn, warm);

    /// <summary>Starts it and signs in by a link.</summary>
    public static async Task<MeasuredBrowser> StartAsync(Uri address, string link)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--enable-precise-memory-info"] });
        var warm = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        var page = await warm.NewPageAsync();
        await page.GotoAsync(link);
        await page.ClickAsync("button");
        await page.WaitForURLAsync(address.ToString());
        await page.WaitForFunctionAsync(IsThere);
        await page.CloseAsync();
        return new MeasuredBrowser(playwright, browser, address, await warm.StorageStateAsync(), warm);
    }

    /// <summary>The page for the first time: until something can be typed and the apps are there. In milliseconds.</summary>
    public async Task<double> FirstLoadAsync()
    {
        await using var cold = await _browser.NewContextAsync(new() { StorageState = _signedIn, ViewportSize = new() { Width = 1440, Height = 900 } });
        var page = await cold.NewPageAsync();
        var began = Stopwatch.GetTimestamp();
        await page.GotoAsync(_address.ToString(), new() { WaitUntil = WaitUntilState.Commit });
        await page.GetByRole(AriaRole.Searchbox).PressAsync("a");
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    /// <summary>The overview until its cards are drawn, in milliseconds.</summary>
    public async Task<double> OverviewAsync(int apps)
    {
        var page = await _warm.NewPageAsync();
        var began = Stopwatch.GetTimestamp();
        await page.GotoAsync(_address.ToString(), new() { WaitUntil = WaitUntilState.Commit });
        await page.WaitForFunctionAsync($"() => document.querySelectorAll('li a[href^=\"/apps/\"]').length >= {Math.Min(apps, 40)}");
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        // The first app is the one whose run the others are copies of.
        await page.GetByText((apps + 1).ToString(CultureInfo.InvariantCulture), new() { Exact = true }).First.WaitForAsync();
        await page.CloseAsync();
        return took;
    }

    /// <summary>Opens the log of a run.</summary>
    public async Task<OpenLog> OpenLogAsync(long run)
    {
        var page = await _warm.NewPageAsync();
        var began = Stopwatch.GetTimestamp();
        await page.GotoAsync(new Uri(_address, string.Create(CultureInfo.InvariantCulture, $"/runs/{run}/log")).ToString(), new() { WaitUntil = WaitUntilState.Commit });
        await page.GetByText("line 1: ").WaitForAsync();
        return new OpenLog(page, _browser, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
