using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace PipelineDeploy.Benchmarks.Cli;

/// <summary>From the start of the published <c>pdeploy</c> to its end, for what asks no server: what a person waits for before anything happens.</summary>
static class CliBenchmark
{
    const int Warming = 3;
    const int LongestStart = 150;
    static readonly string[] Asked = ["--help", "runs list --help", "complete -- runs sh"];

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var starts = arguments.Number("--starts", 40);
        using var published = await PublishedCli.FindAsync(arguments.Text("--program", ""));
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"""
            .NET {Environment.Version} · {Environment.ProcessorCount} cores, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]} · {new FileInfo(published.Program).Length / 1e6:0} MB, {starts} starts each

            {"what",-24}{"p50 ms",10}{"p95 ms",10}{"fastest",10}{"target",12}
            """));
        var isReached = true;
        foreach (var line in Asked)
        {
            _ = await MeasureAsync(published.Program, line, Warming);
            var times = await MeasureAsync(published.Program, line, starts);
            isReached &= Percentile.Of(times, 50) <= LongestStart;
            Tell(line, times, arguments.Has("--json"));
        }

        return isReached ? 0 : 1;
    }

    static async Task<List<double>> MeasureAsync(string program, string line, int starts)
    {
        List<double> times = [];
        for (var i = 0; i < starts; i++)
        {
            var began = Stopwatch.GetTimestamp();
            using var process = Process.Start(new ProcessStartInfo(program, line.Split(' ')) { UseShellExecute = false, RedirectStandardOutput = true })!;
            await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            _ = process.ExitCode == 0 ? true : throw new InvalidOperationException($"pdeploy {line} ended with {process.ExitCode}");
        }

        return times;
    }

    static void Tell(string line, List<double> times, bool asJson)
    {
        var (p50, p95, fastest) = (Percentile.Of(times, 50), Percentile.Of(times, 95), times.Min());
        Console.WriteLine(asJson
            ? JsonSerializer.Serialize(new { Name = "cli", What = line, N = times.Count, P50Ms = p50, P95Ms = p95, FastestMs = fastest, Target = LongestStart }, JsonSerializerOptions.Web)
            : string.Create(CultureInfo.InvariantCulture, $"{line,-24}{p50,10:0.0}{p95,10:0.0}{fastest,10:0.0}{$"p50 ≤ {LongestStart}",12}"));
    }
}
