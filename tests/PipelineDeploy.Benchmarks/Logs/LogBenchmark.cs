using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using PipelineDeploy.Postgres.Logs;
using PipelineDeploy.Postgres.Migrations;
using PipelineDeploy.TestKit.Postgres;
using PipelineDeploy.Workflows.Logs;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Benchmarks.Logs;

/// <summary>How many lines a second get from steps into the database: as they are, and masked for three secrets on the way.</summary>
static class LogBenchmark
{
    const int LinesBetweenFlushes = 2000;
    const int Target = 50_000;

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var (lines, runs, length) = (arguments.Number("--lines", 400_000), arguments.Number("--runs", 8), arguments.Number("--length", 100));
        var asJson = arguments.Has("--json");
        await using var database = await TestDatabase.CreateAsync();
        await new Migrator(database.Source, TimeProvider.System).MigrateAsync(Migration.Embedded(), CancellationToken.None);
        await database.ExecuteAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            insert into runs (subject, pipeline, definition, inputs, state, trigger, actor, created_at)
            select 'run' || i, 'p', '{JsonNothing}', '{JsonNothing}', 'running', 'benchmark', 'benchmark', now() from generate_series(1, {2 * runs}) i
            """));
        var fsync = await database.ScalarAsync<string>("select 'fsync ' || current_setting('fsync') || ', synchronous_commit ' || current_setting('synchronous_commit')");
        await (asJson ? Console.Error : Console.Out).WriteLineAsync($"""
            PostgreSQL {await database.ScalarAsync<string>("select current_setting('server_version')")} ({fsync}) · .NET {Environment.Version} · {Environment.ProcessorCount} cores
            {lines} lines of {length} characters, {runs} runs at once, a flush after every {LinesBetweenFlushes} lines of a run

            {"lines",-10}{"seconds",10}{"lines/s",12}{"MiB/s",10}{"target",12}
            """);

        var isWhole = true;
        foreach (var (name, first, mask) in new[] { ("plain", 1, (SecretMask?)null), ("masked", runs + 1, new SecretMask(["hunter2hunter2", "0123456789abcdef0123", "correct horse battery"])) })
        {
            var elapsed = await MeasureAsync(database, lines, runs, length, first, mask);
            isWhole &= await database.ScalarAsync<long>($"select count(*) from log_lines where run_id between {first} and {first + runs - 1}") == lines / runs * runs;
            Print(name, lines, length, elapsed, asJson);
        }

        return isWhole ? 0 : 1;
    }

    static async Task<TimeSpan> MeasureAsync(TestDatabase database, int lines, int runs, int length, int first, SecretMask? mask)
    {
        using var log = new RunLog(database.Source, new LogDays(database.Source), new LogOptions(MebibytesPerStep: 4096), TimeProvider.System, NullLogger<RunLog>.Instance);
        await log.StartAsync(CancellationToken.None);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(first, runs).Select(run => Task.Run(() => WriteAsync(log, run, lines / runs, length, mask))));
        var elapsed = clock.Elapsed;
        await log.StopAsync(CancellationToken.None);
        return elapsed;
    }

    static async Task WriteAsync(RunLog log, long run, int lines, int length, SecretMask? mask)
    {
        RunLine LineOf(string text) => new(run, "build", 1, TimeProvider.System.GetUtcNow(), text);
        var step = mask is null ? null : new StepLog(mask, LineOf, log);
        for (var i = 1; i <= lines; i++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"       #{i} [builder 4/9] npm: added a package from ").PadRight(length, 'x');
            if (step is null)
            {
                log.Write(LineOf(text));
            }
            else
            {
                step.Write(text);
            }

            if (i % LinesBetweenFlushes == 0 || i == lines)
            {
                await log.FlushAsync(run, CancellationToken.None);
            }
        }
    }

    static void Print(string name, int lines, int length, TimeSpan elapsed, bool asJson)
    {
        var (perSecond, mebibytes) = (lines / elapsed.TotalSeconds, (double)lines * length / 1024 / 1024 / elapsed.TotalSeconds);
        Console.WriteLine(asJson
            ? JsonSerializer.Serialize(
                new { Name = "logs", Lines = name, Count = lines, Seconds = elapsed.TotalSeconds, LinesPerSecond = perSecond, MebibytesPerSecond = mebibytes, Target }, JsonSerializerOptions.Web)
            : $"{name,-10}{elapsed.TotalSeconds,10:0.00}{perSecond,12:0}{mebibytes,10:0.0}{$"≥ {Target}",12}");
    }

    const string JsonNothing = "{}";
}
