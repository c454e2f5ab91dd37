using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PipelineDeploy.Postgres.Migrations;
using PipelineDeploy.TestKit.Postgres;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Benchmarks.Engine;

/// <summary>The engine: steps with a journal.</summary>
sealed class WorkflowEngine : IMeasuredEngine
{
    readonly Moments _moments = new();
    readonly ConcurrentBag<TimeSpan> _late = [];
    TestDatabase? _database;
    IHost? _node;
    int _subjects;

    public string Name => "pipelinedeploy";

    TestDatabase Database => _database!;

    IRunStore Runs => _node!.Services.GetRequiredService<IRunStore>();

    public async Task StartAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _node = EngineHost.Ours(Database.ConnectionString, BenchmarkSteps.Noop, BenchmarkSteps.Mark(_moments), BenchmarkSteps.Sleep(_late));
        await _node.Services.GetRequiredService<Migrator>().MigrateAsync(Migration.Embedded(), CancellationToken.None);
        await _node.StartAsync();
    }

    public async Task<double> StepsPerSecondAsync(int runs, int steps, TimeSpan length)
    {
        var pipeline = Pipeline([.. Enumerable.Repeat("noop", steps - 1), "mark"]);
        var started = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, runs).Select(async _ =>
        {
            while (TimeProvider.System.GetElapsedTime(started) < length)
            {
                await _moments.WhenAsync(await StartRunAsync(pipeline));
            }
        }));
        var done = TimeProvider.System.GetElapsedTime(started);
        var counted = await Database.ScalarAsync<long>(
            $"select count(*) from journal where event ->> 'kind' = 'stepSucceeded' and at > now() - interval '{done.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)} ms'");
        return counted / done.TotalSeconds;
    }

    public async Task<IReadOnlyList<TimeSpan>> FirstStepsAsync(int times)
    {
        var pipeline = Pipeline("mark");
        List<TimeSpan> waits = [];
        for (var i = 0; i < times; i++)
        {
            var started = TimeProvider.System.GetTimestamp();
            waits.Add(TimeProvider.System.GetElapsedTime(started, await _moments.WhenAsync(await StartRunAsync(pipeline))));
        }

        return waits;
    }

    public async Task<IReadOnlyList<TimeSpan>> TimersAsync(int runs)
    {
        _late.Clear();
        for (var i = 0; i < runs; i++)
        {
            await StartRunAsync(Pipeline("sleep"), new JsonObject { ["ms"] = 3000 + (7919 * i % 7000) });
        }

        await WaitAsync("select count(*) = 0 from runs where finished_at is null");
        return [.. _late];
    }

    public async Task<double> IdleQueriesAsync(int runs, TimeSpan length)
    {
        var template = await StartRunAsync(Pipeline("sleep"), new JsonObject { ["ms"] = TimeSpan.FromDays(1).TotalMilliseconds });
        await WaitAsync($"select state = 'waiting' from runs where id = {template}");
        await Database.ExecuteAsync(
            $"""
            insert into runs overriding system value
            select c.* from runs r, generate_series(1, {runs - 1}) n, jsonb_populate_record(r, jsonb_build_object('id', r.id + n, 'subject', 'idle-' || n, 'delivery_key', 'idle-' || n)) c where r.id = {template};
            insert into journal select r.id, j.seq, j.at, j.event from journal j, runs r where j.run_id = {template} and r.id > {template};
            insert into run_slots select subject, id from runs where id > {template};
            {BareQuartz.CopyOfWakeUp(template, $"select id::text as name from runs where id > {template}")}
            """);
        return await MeasureIdleAsync(length);
    }

    public async Task<IReadOnlyList<TimeSpan>> TakeOversAsync(int times)
    {
        await StopNodeAsync();
        await Database.ExecuteAsync("truncate runs cascade; truncate qrtz_job_details cascade; delete from qrtz_fired_triggers");
        await using var pair = await NodePair.StartAsync("pipelinedeploy", Database.ConnectionString);
        // The stores of a node that is not started: nothing is driven here.
        _node = EngineHost.Ours(Database.ConnectionString, BenchmarkSteps.Noop);
        List<TimeSpan> waits = [];
        for (var i = 0; i < times; i++)
        {
            var file = Path.Combine(Path.GetTempPath(), $"pipelinedeploy-hold-{Environment.ProcessId}-{i}");
            var run = await StartRunAsync(Pipeline("hold"), new JsonObject { ["until"] = file });
            await WaitAsync($"select count(*) > 0 from journal where run_id = {run}");
            var victim = await Database.ScalarAsync<string>($"select driver from runs where id = {run}");
            var killed = await pair.KillAsync(victim);
            await WaitAsync($"select driver <> '{victim}' from runs where id = {run}");
            waits.Add(TimeProvider.System.GetElapsedTime(killed));
            await File.WriteAllTextAsync(file, "");
            await WaitAsync($"select finished_at is not null from runs where id = {run}");
            File.Delete(file);
            await pair.StartAgainAsync();
        }

        return waits;
    }

    public async ValueTask DisposeAsync()
    {
        await StopNodeAsync();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    /// <summary>Counts for a while what is sent when nothing happens.</summary>
    public static async Task<double> MeasureIdleAsync(TimeSpan length)
    {
        using var commands = new SentCommands();
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
        var before = commands.Count;
        await Task.Delay(length, TimeProvider.System);
        return (commands.Count - before) / length.TotalSeconds;
    }

    async Task<string> StartRunAsync(PipelineDefinition pipeline, JsonObject? inputs = null)
    {
        var filled = inputs is null ? pipeline : pipeline with { Steps = [.. pipeline.Steps.Select(step => step with { With = inputs })] };
        var run = await Runs.CreateAsync(
            new NewRun($"app-{Interlocked.Increment(ref _subjects)}", filled, [], "benchmark", "benchmark"), CancellationToken.None);
        return run.Id.ToString(CultureInfo.InvariantCulture);
    }

    static PipelineDefinition Pipeline(params IReadOnlyList<string> kinds) => new("benchmark", null, [.. kinds.Select((kind, i) =>
        new StepDefinition($"s{i}", kind, i == 0 ? [] : [$"s{i - 1}"], [], Compensates: false, IsPivot: false))]);

    Task WaitAsync(string question) => BareQuartz.WaitAsync(Database, question);

    async Task StopNodeAsync()
    {
        if (_node is not null)
        {
            await _node.StopAsync();
            _node.Dispose();
        }

        _node = null;
    }
}
