using System.Text.Json;

namespace PipelineDeploy.Benchmarks.Api;

/// <summary>A line a door and size, and how its time has grown since the smallest size.</summary>
sealed class ApiReport(bool asJson)
{
    readonly Dictionary<string, double> _smallest = [];

    /// <summary>Whether all were as fast as they must be.</summary>
    public bool IsReached { get; private set; } = true;

    /// <summary>Says what is measured. "work" is what processors do for the server's part of one request, which other load on the machine changes little.</summary>
    public async Task HeadAsync(string postgres, int runsOfEach, int requests, int clients) => await (asJson ? Console.Error : Console.Out).WriteLineAsync($"""
        PostgreSQL {postgres} · .NET {Environment.Version} · {Environment.ProcessorCount} cores, load {LoadAverage()} · the server in a process of its own, without Docker and router
        {runsOfEach} runs of each app, {requests} requests of {clients} clients; what is accepted waits for a freeze to end

        {"apps",8}{"runs",9}  {"what",-16}{"n",6}{"p50 ms",10}{"p95 ms",10}{"p99 ms",10}{"work ms",10}{"target",12}{"grown",9}
        """);

    /// <summary>Tells of a door at a size.</summary>
    public void Add(int apps, int runs, ApiDoor door, List<double> times, TimeSpan work)
    {
        var (p50, p95, p99) = (Percentile.Of(times, 50), Percentile.Of(times, 95), Percentile.Of(times, 99));
        _smallest.TryAdd(door.Name, p50);
        var (worked, grown) = (Math.Round(work.TotalMilliseconds, 1), Math.Round(p50 / _smallest[door.Name], 1));
        IsReached &= p99 <= door.Target;
        Console.WriteLine(asJson
            ? JsonSerializer.Serialize(
                new { Name = "api", What = door.Name, Apps = apps, Runs = runs, N = times.Count, P50Ms = p50, P95Ms = p95, P99Ms = p99, WorkMs = worked, door.Target, Grown = grown }, JsonSerializerOptions.Web)
            : $"{apps,8}{runs,9}  {door.Name,-16}{times.Count,6}{p50,10:0.0}{p95,10:0.0}{p99,10:0.0}{worked,10:0.0}{$"p99 ≤ {door.Target}",12}{$"×{grown:0.0}",9}");
    }

    // proc_loadavg(5): of the last minute.
    static string LoadAverage() => File.ReadAllText("/proc/loadavg").Split(' ')[0];
}
