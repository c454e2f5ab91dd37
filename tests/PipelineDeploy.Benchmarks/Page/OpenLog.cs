using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace PipelineDeploy.Benchmarks.Page;

/// <summary>A window with the log of a run.</summary>
sealed class OpenLog(IPage page, IBrowser browser, double tookMs) : IAsyncDisposable
{
    const double Mebi = 1024 * 1024;
    const int Looks = 40;

    // As src/dashboard/src/run/logPages.ts has it.
    const int LineHeight = 24;

    /// <summary>How long it took until its first lines were there, in milliseconds.</summary>
    public double TookMs => tookMs;

    ILocator Log => page.GetByRole(AriaRole.Log, new() { Name = "Log", Exact = true });

    /// <summary>Presses End until the last line is there, in milliseconds.</summary>
    public async Task<double> JumpToAsync(int line)
    {
        await Log.FocusAsync();
        var began = Stopwatch.GetTimestamp();
        await page.Keyboard.PressAsync("End");
        await page.GetByText(string.Create(CultureInfo.InvariantCulture, $"line {line}: ")).WaitForAsync();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    /// <summary>Searches until a line is found, in milliseconds.</summary>
    public async Task<double> FindAsync(string text)
    {
        await page.GetByRole(AriaRole.Searchbox).FillAsync(text);
        var began = Stopwatch.GetTimestamp();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Log, new() { Name = "Lines found" }).GetByText("here is the needle").WaitForAsync();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    /// <summary>Looks at many places, as somebody who drags the scroll bar does, and waits for the lines of each.</summary>
    public async Task ScrollThroughAsync()
    {
        for (var look = 1; look <= Looks; look++)
        {
            var line = await Log.EvaluateAsync<int>($"log => {{ log.scrollTo(0, log.scrollHeight * {look} / {Looks + 1}); return Math.round(log.scrollTop / {LineHeight}) + 10; }}");
            await Log.GetByText(string.Create(CultureInfo.InvariantCulture, $"line {line}: ")).WaitForAsync();
        }
    }

    /// <summary>Mebibytes that the scripts hold, and that the whole process of the page has for itself.</summary>
    public async Task<(double Heap, double Whole)> MemoryAsync()
    {
        var devTools = await page.Context.NewCDPSessionAsync(page);
        await devTools.SendAsync("Performance.enable");
        var metrics = (await devTools.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics");
        var heap = metrics.EnumerateArray().Single(one => one.GetProperty("name").GetString() == "JSHeapUsedSize").GetProperty("value").GetDouble();
        var processes = (await (await browser.NewBrowserCDPSessionAsync()).SendAsync("SystemInfo.getProcessInfo"))!.Value.GetProperty("processInfo");
        var whole = processes.EnumerateArray().Where(one => one.GetProperty("type").GetString() == "renderer").Max(OwnBytes);
        return (heap / Mebi, whole / Mebi);
    }

    // proc_pid_smaps_rollup: what would be free if it ended.
    static double OwnBytes(JsonElement process) => File.ReadLines($"/proc/{process.GetProperty("id").GetInt32()}/smaps_rollup")
        .Where(line => line.StartsWith("Private_", StringComparison.Ordinal))
        .Sum(line => 1024 * double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture));

    public async ValueTask DisposeAsync() => await page.CloseAsync();
}
