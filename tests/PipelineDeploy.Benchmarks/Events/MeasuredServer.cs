using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Server;
using PipelineDeploy.TestKit.Postgres;
using PipelineDeploy.TestKit.Routing;

namespace PipelineDeploy.Benchmarks.Events;

/// <summary>The real server in this process, with runs that nobody drives: the benchmark writes their logs and changes them.</summary>
sealed class MeasuredServer : IAsyncDisposable
{
    readonly ConcurrentDictionary<long, long> _lines = [];
    readonly string _folder = Directory.CreateTempSubdirectory("pdb-server-").FullName;
    readonly Uri _address = new($"http://127.0.0.1:{LoopbackPort.Free()}");
    WebApplication? _app;

    MeasuredServer(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    public IReadOnlyList<long> Runs { get; private set; } = [];

    public IServiceProvider Services => _app!.Services;

    public static async Task<MeasuredServer> StartAsync(int runs)
    {
        var server = new MeasuredServer(await TestDatabase.CreateAsync());
        var options = new ServerOptions(
            server.Database.ConnectionString, server._folder, server._address.ToString().TrimEnd('/'), Path.Combine(server._folder, "router"), "127.0.0.1:8080",
            DockerEndpoint.Parse($"unix://{server._folder}/no-docker.sock"));
        server._app = await ServerHost.BuildAsync(["--Logging:LogLevel:Default=Critical"], options);
        await server._app.StartAsync();
        server.Runs = await server.Database.ColumnAsync<long>(string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            insert into runs (subject, pipeline, definition, inputs, state, trigger, actor, created_at, started_at, lease_until)
            select 'app' || i, 'p', '{"name":"p","steps":[]}', '{}', 'running', 'benchmark', 'benchmark', now(), now(), now() + interval '1 day'
            from generate_series(1, {{runs}}) i returning id
            """));
        return server;
    }

    public void CountLine(long run) => _lines.AddOrUpdate(run, 1, (_, count) => count + 1);

    public long LinesOf(long run) => _lines.GetValueOrDefault(run);

    /// <summary>Opens streams from another process.</summary>
    public async Task<Listening> ListenAsync(string paths, int listeners) => await Listening.StartAsync(
        _address, (await File.ReadAllTextAsync(Path.Combine(_folder, "admin-token"))).Trim(), paths, listeners);

    /// <summary>What so many listeners add to this process: mebibytes of resident memory, and threads.</summary>
    public async Task<(double Mebibytes, int Threads)> CostAsync(int listeners)
    {
        await using (await ListenAsync("/api/v1/events", 10))
        {
            // What the first listeners need that all others share.
        }

        var before = await RestingAsync();
        await using var listening = await ListenAsync("/api/v1/events", listeners);
        await Task.Delay(TimeSpan.FromSeconds(12), TimeProvider.System);
        var after = await RestingAsync();
        return ((after.Bytes - before.Bytes) / 1024d / 1024, after.Threads - before.Threads);
    }

    static async Task<(long Bytes, int Threads)> RestingAsync()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        }

        using var self = Process.GetCurrentProcess();
        return (self.WorkingSet64, self.Threads.Count);
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.StopAsync();
        await _app.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
