using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace PipelineDeploy.EndToEnd.Stack;

/// <summary>A stack of its own that goes through cells of a matrix, one after the other.</summary>
/// <typeparam name="TCell">A cell; its text is its name.</typeparam>
interface ILane<TCell> : IAsyncDisposable
{
    Task OpenAsync();

    /// <summary>Goes through a cell.</summary>
    /// <returns>What was wrong, or null.</returns>
    Task<string?> TryAsync(TCell cell);
}

/// <summary>Goes through a matrix on several lanes side by side: most of the time a cell waits.</summary>
static class Lanes
{
    /// <summary>The environment variable that says how many lanes there are; 4.</summary>
    const string LanesVariable = "PIPELINEDEPLOY_LANES";

    /// <summary>A file that tells of each cell as soon as it is through; the test's own output comes at its end.</summary>
    const string LogVariable = "PIPELINEDEPLOY_LANES_LOG";

    static readonly Lock Writing = new();

    /// <summary>Chooses cells: <c>full</c> is all of them, any other text those whose names contain it, none the representative ones.</summary>
    public static IReadOnlyList<TCell> Choose<TCell>(string variable, IReadOnlyList<TCell> full, IReadOnlyList<TCell> representative)
    {
        IReadOnlyList<TCell> cells = Environment.GetEnvironmentVariable(variable) switch
        {
            null or "" => representative,
            "full" => full,
            var part => [.. full.Where(cell => cell!.ToString()!.Contains(part, StringComparison.Ordinal))],
        };
        cells.ShouldNotBeEmpty($"{variable} is 'full' or a part of a cell's name");
        return cells;
    }

    /// <summary>Goes through all cells and answers what was wrong.</summary>
    public static async Task<IReadOnlyList<string>> GoThroughAsync<TLane, TCell>(IReadOnlyList<TCell> cells, ITestOutputHelper output)
        where TLane : ILane<TCell>, new()
    {
        var since = Stopwatch.StartNew();
        var waiting = new ConcurrentQueue<TCell>(cells);
        var failures = new ConcurrentQueue<string>();
        var lanes = int.Parse(Environment.GetEnvironmentVariable(LanesVariable) ?? "4", CultureInfo.InvariantCulture);
        await Task.WhenAll(Enumerable.Range(0, Math.Min(lanes, cells.Count)).Select(_ => Task.Run(LaneAsync)));
        Tell(output, $"{cells.Count} cells, {failures.Count} wrong, {since.Elapsed.TotalSeconds:0} s");
        return [.. failures];

        async Task LaneAsync()
        {
            await using var lane = new TLane();
            await lane.OpenAsync();
            while (waiting.TryDequeue(out var cell))
            {
                var began = Stopwatch.StartNew();
                var failure = await lane.TryAsync(cell);
                Tell(output, $"{(failure is null ? "ok" : "WRONG"),-5} {began.Elapsed.TotalSeconds,5:0.0} s  {cell}");
                if (failure is not null)
                {
                    Tell(output, failure);
                    failures.Enqueue(failure);
                }
            }
        }
    }

    static void Tell(ITestOutputHelper output, string text)
    {
        lock (Writing)
        {
            output.WriteLine(text);
            if (Environment.GetEnvironmentVariable(LogVariable) is { Length: > 0 } file)
            {
                File.AppendAllText(file, text + "\n");
            }
        }
    }
}
