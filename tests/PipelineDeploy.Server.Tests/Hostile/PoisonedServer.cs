using PipelineDeploy.Server.Tests.Runs;
using PipelineDeploy.TestKit;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Server.Tests.Hostile;

/// <summary>One row of the database that cannot be what the server has written.</summary>
/// <param name="App">The app it belongs to, which has a run of its own.</param>
/// <param name="Sql">Makes it so; <c>$run</c> is the run's number, <c>$app</c> the app.</param>
public sealed record Poison(string App, string Sql);

/// <summary>A server that finds damaged rows of many apps when it starts, each with a run that it has to go on with.</summary>
public sealed class PoisonedServer : RunningServer, IAsyncLifetime
{
    /// <summary>The app of which everything is well.</summary>
    public const string Healthy = "healthy";

    /// <summary>The apps of which something else than their run is damaged.</summary>
    public static readonly IReadOnlyList<Poison> Rest =
    [
        new("targets", """update routes set targets = '{"a": 1}' where app = '$app'"""),
        new("target", """update routes set targets = '[{"port": 1}]' where app = '$app'"""),
        new("maintenance", """update routes set maintenance = '[5]' where app = '$app'"""),
        new("keep-runs", """insert into settings (app, name, value) values ('$app', 'keepRuns', 'a few')"""),
        new("certificate", """insert into certificates (domain, chain, key, set_by, set_at) values ('$app.localhost', 'no chain', 'no key', 'ann', now())"""),
        new("config", """insert into app_config (app, name, value, set_by, set_at) values ('$app', 'A', 'no ciphertext', 'ann', now())"""),
        new("window", """
            insert into deploy_windows (app, days, opens, closes, time_zone, created_by, created_at)
            values ('$app', '{0,1,99}', '00:00', '23:59', 'Middle/Earth', 'ann', now())
            """),
        new("schedule", """
            insert into schedules (app, name, cron, time_zone, overlap, catch_up, is_enabled, created_by, created_at)
            values ('$app', 'nightly', 'when it is dark', 'Middle/Earth', 'skip', 'none', true, 'ann', now())
            """),
        new("release", """
            insert into releases (app, number, run_id, image, created_at, config, from_file) values ('$app', 1, null, 'none', now(), '[]', '"no file"')
            """),
        new("delivery", """
            insert into hooks (id, app, host, secret, branches, tags, paths, releases, is_enabled, created_by, created_at)
            values ('wh_$app', '$app', 'github', 'no secret', '{}', '{}', '{}', false, true, 'ann', now());
            insert into deliveries (hook_id, key, event, headers, verdict, reason, received_at, due_at)
            values ('wh_$app', 'k1', '"no event"', '5', 'accepted', 'x', now(), now())
            """),
    ];

    /// <summary>The apps whose run is damaged.</summary>
    public static readonly IReadOnlyDictionary<string, Poison> Runs = new Poison[]
    {
        new("definition-text", """update runs set definition = '"no definition"' where id = $run"""),
        new("definition-empty", "update runs set definition = '{}' where id = $run"),
        new("definition-nulls", """update runs set definition = '{"name": null, "steps": [null, {}]}' where id = $run"""),
        new("definition-other", """update runs set definition = '{"name": "x", "steps": [{"id": "nobody", "uses": "nothing"}]}' where id = $run"""),
        new("inputs", "update runs set inputs = '[1, 2]' where id = $run"),
        new("journal-text", """update journal set event = '"no event"' where run_id = $run and seq = 1"""),
        new("journal-kind", """update journal set event = '{"kind": "neverHappened"}' where run_id = $run and seq = 1"""),
        new("journal-array", "update journal set event = '[]' where run_id = $run and seq = 1"),
    }.ToDictionary(poison => poison.App);

    readonly Dictionary<string, long> _runs = [];

    /// <summary>The run of an app.</summary>
    public long RunOf(string app) => _runs[app];

    /// <summary>Starts a run that waits for an approval, and is there once it does.</summary>
    public async Task<long> WaitingRunAsync(string app)
    {
        var definition = PipelineLoader.Load("{ name: asking, steps: [{ uses: approve }] }", Get<StepCatalog>().Kinds);
        var run = await Get<IRunStore>().CreateAsync(new NewRun(app, definition, [], "test", "tester"), default);
        await Eventually.SeeAsync(() => Get<IRunStore>().FindAsync(run.Id, default), seen => seen!.State == RunState.Waiting, $"the run of {app} waits");
        return run.Id;
    }

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        foreach (var app in Rest.Concat(Runs.Values).Select(poison => poison.App).Append(Healthy))
        {
            await this.CreateAppAsync(app);
            _runs[app] = await WaitingRunAsync(app);
        }

        await App.StopAsync();
        foreach (var poison in Rest.Concat(Runs.Values))
        {
            await Database.ExecuteAsync(poison.Sql.Replace("$app", poison.App, StringComparison.Ordinal).Replace("$run", $"{_runs[poison.App]}", StringComparison.Ordinal));
        }

        // As after a crash: all are due, and nothing else would wake them.
        await Database.ExecuteAsync(
            "update runs set state = 'running', wake_at = now() - interval '1 hour'; delete from qrtz_simple_triggers; delete from qrtz_triggers; delete from qrtz_job_details where job_group = 'runs'");
        await StartAgainAsync();
    }
}
