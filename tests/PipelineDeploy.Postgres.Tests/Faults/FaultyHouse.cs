using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PipelineDeploy.Postgres.Migrations;
using PipelineDeploy.Postgres.Runs;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Driving;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;
using PipelineDeploy.Workflows.Tests;
using Quartz;

namespace PipelineDeploy.Postgres.Tests.Faults;

/// <summary>Two servers on a database that breaks, runs with counted effects, and what must hold when all is quiet again.</summary>
sealed class FaultyHouse : IAsyncDisposable
{
    static readonly PipelineDefinition Pipeline = new PipelineBuilder("faulty").Step("first").Step("wait").Step("fail").Step("last").Always("notify").Build();

    readonly ConcurrentDictionary<(long Run, string What), int> _effects = [];
    readonly List<IHost> _hosts = [];
    readonly LastWords _words = new(TimeProvider.System);
    readonly string _direct;
    readonly string _faulty;

    FaultyHouse(string direct, string faulty) => (_direct, _faulty) = (direct, faulty);

    /// <summary>A store as a request to the server uses it, on the breaking database.</summary>
    public IRunStore Runs => _hosts[0].Services.GetRequiredService<IRunStore>();

    /// <summary>Prepares the database and starts two servers.</summary>
    /// <param name="direct">Reaches the database whenever it is up.</param>
    /// <param name="faulty">How the servers reach it.</param>
    public static async Task<FaultyHouse> OpenAsync(string direct, string faulty)
    {
        // Patience of two seconds instead of five, so that there is time for many of them.
        faulty = new NpgsqlConnectionStringBuilder(faulty)
        {
            CommandTimeout = 2,
            Timeout = 2,
            Options = "-c idle_in_transaction_session_timeout=2s",
        }.ConnectionString;
        await using (var database = NpgsqlDataSource.Create(direct))
        {
            await new Migrator(database, TimeProvider.System).MigrateAsync(Migration.Embedded(), CancellationToken.None);
        }

        var house = new FaultyHouse(direct, faulty);
        for (var i = 0; i < 2; i++)
        {
            house._hosts.Add(house.BuildHost());
            await house._hosts[i].StartAsync();
        }

        return house;
    }

    public Task<Run> CreateAsync(string subject, string? deliveryKey = null) =>
        Runs.CreateAsync(new NewRun(subject, Pipeline, new JsonObject(), "test", "tester", deliveryKey), CancellationToken.None);

    public Task<bool> CancelAsync(Run run) => Runs.SignalAsync(run.Id, new JournalEvent.CancelRequested("ada"), CancellationToken.None);

    public async Task<bool> SignalAsync(Run run, string id) =>
        await Runs.DeliverAsync(run.Id, new JournalEvent.SignalReceived(id, "hello", null, "tester"), CancellationToken.None) != SignalDelivery.Refused;

    /// <summary>Asks again, as a person or a git host does, until there is an answer.</summary>
    public static async Task<T> InsistAsync<T>(Func<Task<T>> ask)
    {
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (Exception e) when (e is NpgsqlException or SchedulerException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
    }

    /// <summary>Waits until every run has ended, holds its journal and its effects against the rules, and tells what was seen.</summary>
    public async Task<string> EndsWellAsync(int runs, TimeSpan within)
    {
        await using var database = NpgsqlDataSource.Create(_direct);
        var since = TimeProvider.System.GetTimestamp();
        try
        {
            await Eventually.SeeAsync(() => UnfinishedAsync(database), unfinished => unfinished == "", "every run has ended", within);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}{Environment.NewLine}{_words}", e);
        }


        var took = TimeProvider.System.GetElapsedTime(since);

        var store = _hosts[0].Services.GetRequiredService<IRunStore>();
        var all = await store.ListAsync(null, null, 1000, CancellationToken.None);
        all.Count.ShouldBe(runs, "each request makes one run");
        foreach (var run in all)
        {
            await HoldsAsync(store, run);
        }

        (await ScalarAsync(database, "select count(*)::text from run_slots")).ShouldBe("0", "no app stays locked");
        var seen = await ScalarAsync(
            database, "select string_agg(count || ' ' || kind, ', ') from (select count(*), event ->> 'kind' as kind from journal group by kind order by kind) as seen");
        return $"all ended after {took.TotalSeconds:0.0} s, {_effects.Values.Sum()} effects; {seen}";
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.StopAsync();
            host.Dispose();
        }
    }

    async Task HoldsAsync(IRunStore store, Run run)
    {
        var journal = await store.ReadJournalAsync(run.Id, 0, CancellationToken.None);
        var events = journal.Select(entry => entry.Event).ToList();
        var story = $"run {run.Id}: {string.Join(", ", events.Select(e => e.GetType().Name))}";
        JournalRules.BrokenBy(Pipeline, journal).ShouldBeEmpty(story);
        run.State.ShouldBe(Expected(run, events), story);

        foreach (var step in Pipeline.Steps.Select(step => step.Id))
        {
            // Each effect has its intent in the journal; an intent may be without effect when its driver died at once.
            var intents = events.Count(e => e is JournalEvent.StepStarted s && s.Step == step || e is JournalEvent.StepResumed r && r.Step == step);
            var undone = events.Count(e => e is JournalEvent.CompensationStarted c && c.Step == step);
            _effects.GetValueOrDefault((run.Id, step)).ShouldBeLessThanOrEqualTo(intents, story);
            _effects.GetValueOrDefault((run.Id, $"undo {step}")).ShouldBeLessThanOrEqualTo(undone, story);
        }
    }

    static RunState Expected(Run run, List<JournalEvent> events) =>
        run.State == RunState.Superseded || events.OfType<JournalEvent.CancelRequested>().Any() ? run.State
        : run.Id % 4 == 0 || HasCrashedOut(events) ? RunState.RolledBack
        : RunState.Succeeded;

    static bool HasCrashedOut(List<JournalEvent> events) =>
        events.OfType<JournalEvent.StepInterrupted>().Where(e => e.Step != "notify").GroupBy(e => e.Step).Any(group => group.Count() >= RunHistory.MaxInterruptions);

    static Task<string> UnfinishedAsync(NpgsqlDataSource database) => ScalarAsync(
        database,
        """
        select coalesce(string_agg(concat_ws(' ', r.id, r.state, r.driver, 'lease', r.lease_until - now(), 'wake', r.wake_at - now(),
            (select string_agg(t.trigger_state, '+') from qrtz_triggers t where t.job_name = r.id::text),
            (select string_agg(concat(f.state, '@', f.instance_name), '+') from qrtz_fired_triggers f where f.job_name = r.id::text)), '; '), '')
        from runs r where finished_at is null
        """);

    static async Task<string> ScalarAsync(NpgsqlDataSource database, string sql)
    {
        try
        {
            await using var command = database.CreateCommand(sql);
            return (string)(await command.ExecuteScalarAsync())!;
        }
        catch (NpgsqlException e)
        {
            return e.Message;
        }
    }

    IHost BuildHost()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddProvider(_words);
        builder.Services.AddSingleton(TimeProvider.System).AddPostgres(_faulty);
        builder.Services.AddSingleton<ActiveRuns>().AddSingleton<StepExecutor>().AddSingleton<RunDriver>().AddHostedService<RunSweeper>().AddHostedService<Leases>();
        builder.Services.AddSingleton(new StepCatalog(
            [.. Pipeline.Steps.Select(step => new CountedStep(step.Uses, _effects, TimeProvider.System))]));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = RunDrain.TakesAtMost);
        return builder.Build();
    }
}
