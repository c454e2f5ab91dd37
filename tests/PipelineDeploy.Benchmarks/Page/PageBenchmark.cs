using System.Globalization;
using System.Text.Json;
using PipelineDeploy.Benchmarks.Api;

namespace PipelineDeploy.Benchmarks.Page;

/// <summary>How long the page takes in a real browser where there is much to show, and how much memory it needs.</summary>
static class PageBenchmark
{
    const int LongestMs = 1000;
    const int LongestFirstMs = 1500;
    const int MostMebibytes = 200;

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var (apps, lines, rounds) = (arguments.Number("--apps", 500), arguments.Number("--lines", 1_000_000), arguments.Number("--rounds", 5));
        await using var api = await MeasuredApi.StartAsync(apps, runsOfEach: 10);
        await api.FillLogAsync(api.FirstRun, lines, needle: lines - (lines / 3));
        await using var browser = await MeasuredBrowser.StartAsync(api.Address, await api.SignInAsync());

        List<double> first = [], overview = [], opens = [], jumps = [], finds = [];
        for (var round = 0; round < rounds; round++)
        {
            first.Add(await browser.FirstLoadAsync());
            overview.Add(await browser.OverviewAsync(apps));
            await using var log = await browser.OpenLogAsync(api.FirstRun);
            opens.Add(log.TookMs);
            jumps.Add(await log.JumpToAsync(lines));
            finds.Add(await log.FindAsync("needle"));
        }

        await using var last = await browser.OpenLogAsync(api.FirstRun);
        await last.ScrollThroughAsync();
        var (heap, whole) = await last.MemoryAsync();

        PageFigure[] figures =
        [
            new("first load, nothing cached", "ms", Percentile.Of(first, 50), LongestFirstMs),
            new($"overview of {apps:N0} apps", "ms", Percentile.Of(overview, 50), LongestMs),
            new($"log of {lines:N0} lines opens", "ms", Percentile.Of(opens, 50), LongestMs),
            new("its last line, by the End key", "ms", Percentile.Of(jumps, 50), LongestMs),
            new("a line in it found", "ms", Percentile.Of(finds, 50), LongestMs),
            new("memory of its scripts", "MiB", heap, MostMebibytes),
            new("memory of the page's process", "MiB", whole, MostMebibytes),
        ];
        Tell(figures, arguments.Has("--json"), rounds);
        return Array.TrueForAll(figures, figure => figure.Value <= figure.Target) ? 0 : 1;
    }

    static void Tell(PageFigure[] figures, bool asJson, int rounds)
    {
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        (asJson ? Console.Error : Console.Out).WriteLine($"{Environment.ProcessorCount} cores, load {load} · Chromium, the server and its database on this machine · medians of {rounds}");
        foreach (var figure in figures)
        {
            Console.WriteLine(asJson
                ? JsonSerializer.Serialize(figure, JsonSerializerOptions.Web)
                : string.Create(CultureInfo.InvariantCulture, $"{figure.What,-34}{figure.Value,10:0} {figure.Unit,-4} ≤ {figure.Target,5} {(figure.Value <= figure.Target ? "" : "MISSED")}"));
        }
    }
}

/// <summary>A figure and what it may be.</summary>
sealed record PageFigure(string What, string Unit, double Value, double Target);
