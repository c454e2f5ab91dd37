using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PipelineDeploy.TestKit.Postgres;
using Quartz;

namespace PipelineDeploy.Benchmarks.Engine;

/// <summary>Quartz alone: one job a step, and no journal of anything.</summary>
sealed class BareQuartz : IMeasuredEngine
{
    readonly Moments _moments = new();
    TestDatabase? _database;
    IHost? _node;
    int _jobs;

    public string Name => "quartz";

    TestDatabase Database => _database!;

    public async Task StartAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await Database.ExecuteAsync("create table holds (name text not null, node text not null, until text not null)");
        _node = EngineHost.Bare(Database.ConnectionString, _moments);
        await _node.StartAsync();
    }

    public async Task<double> StepsPerSecondAsync(int runs, int steps, TimeSpan length)
    {
        var (started, done) = (TimeProvider.System.GetTimestamp(), 0);
        await Task.WhenAll(Enumerable.Range(0, runs).Select(async _ =>
        {
            while (TimeProvider.System.GetElapsedTime(started) < length)
            {
                await _moments.WhenAsync(await ScheduleAsync<MarkJob>(TimeSpan.Zero));
                Interlocked.Increment(ref done);
            }
        }));
        return done / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    public async Task<IReadOnlyList<TimeSpan>> FirstStepsAsync(int times)
    {
        List<TimeSpan> waits = [];
        for (var i = 0; i < times; i++)
        {
            var started = TimeProvider.System.GetTimestamp();
            waits.Add(TimeProvider.System.GetElapsedTime(started, await _moments.WhenAsync(await ScheduleAsync<MarkJob>(TimeSpan.Zero))));
        }

        return waits;
    }

    public async Task<IReadOnlyList<TimeSpan>> TimersAsync(int runs)
    {
        var late = new ConcurrentBag<TimeSpan>();
        List<Task> waits = [];
        for (var i = 0; i < runs; i++)
        {
            var (delay, started) = (TimeSpan.FromMilliseconds(3000 + (7919 * i % 7000)), TimeProvider.System.GetTimestamp());
            waits.Add(HearAsync(await ScheduleAsync<MarkJob>(delay), delay, started));
        }

        await Task.WhenAll(waits);
        return [.. late];

        async Task HearAsync(string job, TimeSpan delay, long started) =>
            late.Add(TimeProvider.System.GetElapsedTime(started, await _moments.WhenAsync(job)) - delay);
    }

    public async Task<double> IdleQueriesAsync(int runs, TimeSpan length)
    {
        var template = await ScheduleAsync<MarkJob>(TimeSpan.FromDays(1));
        await Database.ExecuteAsync(CopyOfWakeUp(template, $"select 'idle-' || n as name from generate_series(1, {runs - 1}) n"));
        return await WorkflowEngine.MeasureIdleAsync(length);
    }

    public async Task<IReadOnlyList<TimeSpan>> TakeOversAsync(int times)
    {
        await StopNodeAsync();
        await Database.ExecuteAsync("truncate qrtz_job_details cascade");
        await using var pair = await NodePair.StartAsync("quartz", Database.ConnectionString);
        _node = EngineHost.Bare(Database.ConnectionString, _moments);
        List<TimeSpan> waits = [];
        for (var i = 0; i < times; i++)
        {
            var file = Path.Combine(Path.GetTempPath(), $"quartz-hold-{Environment.ProcessId}-{i}");
            await Database.ExecuteAsync($"truncate holds");
            await ScheduleAsync<HoldJob>(TimeSpan.Zero, new JobDataMap { ["until"] = file, ["database"] = Database.ConnectionString });
            await WaitAsync(Database, "select count(*) > 0 from holds");
            var victim = await Database.ScalarAsync<string>("select node from holds");
            var killed = await pair.KillAsync(victim);
            await WaitAsync(Database, $"select count(*) > 0 from holds where node <> '{victim}'");
            waits.Add(TimeProvider.System.GetElapsedTime(killed));
            await File.WriteAllTextAsync(file, "");
            await WaitAsync(Database, "select count(*) = 0 from qrtz_fired_triggers");
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

    /// <summary>SQL that gives others the same wake-up as a job has.</summary>
    public static string CopyOfWakeUp(string job, string names) =>
        $"""
        insert into qrtz_job_details select c.* from qrtz_job_details d, ({names}) o, jsonb_populate_record(d, jsonb_build_object('job_name', o.name)) c where d.job_name = '{job}';
        insert into qrtz_triggers select c.* from qrtz_triggers d, ({names}) o, jsonb_populate_record(d, jsonb_build_object('job_name', o.name, 'trigger_name', o.name)) c where d.job_name = '{job}';
        insert into qrtz_simple_triggers select c.* from qrtz_simple_triggers d, ({names}) o, jsonb_populate_record(d, jsonb_build_object('trigger_name', o.name)) c where d.trigger_name = '{job}';
        """;

    /// <summary>Asks the database until the answer is yes.</summary>
    public static async Task WaitAsync(TestDatabase database, string question)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2), TimeProvider.System);
        while (!await database.ScalarAsync<bool>(question))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, deadline.Token);
        }
    }

    async Task<string> ScheduleAsync<T>(TimeSpan delay, JobDataMap? data = null)
        where T : IJob
    {
        var scheduler = await _node!.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        var name = $"job-{Interlocked.Increment(ref _jobs)}";
        var job = JobBuilder.Create<T>().WithIdentity(name).RequestRecovery().UsingJobData(data ?? []).Build();
        var trigger = TriggerBuilder.Create().WithIdentity(name).ForJob(job).StartAt(TimeProvider.System.GetUtcNow() + delay).Build();
        await scheduler.ScheduleJob(job, trigger);
        return name;
    }

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
