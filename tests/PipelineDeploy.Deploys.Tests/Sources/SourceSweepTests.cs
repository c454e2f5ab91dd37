using Microsoft.Extensions.Logging.Abstractions;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Releases;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Deploys.Tests.Sources;

/// <summary>Which uploads stay on disk. The clock of these tests is years ahead of the files, so every upload is old.</summary>
public sealed class SourceSweepTests : IDisposable
{
    readonly ScratchFolder _folder = new();
    readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task The_upload_of_what_serves_is_kept_for_a_redeploy_however_old_it_is()
    {
        var store = new SourceStore(new DataFolder(_folder.Root), _time);
        var (served, forgotten) = (await SaveAsync(store), await SaveAsync(store));
        var releases = new InMemoryReleaseStore(_ => true) { SourceOf = _ => served };
        await releases.AllotAsync("shop", new DriverTerm(1, 1), new ReleaseContent("image", null), _time.GetUtcNow(), CancellationToken.None);
        using var sweep = new SourceSweep(new DataFolder(_folder.Root), new Live(), new Routes(1), releases, _time, NullLogger<SourceSweep>.Instance);

        await sweep.StartAsync(CancellationToken.None);
        await _time.WhenTimerArmedAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(!File.Exists(Path.Combine(_folder.Root, "sources", $"{forgotten}.tar"))), "the forgotten upload is gone");
        await sweep.StopAsync(CancellationToken.None);

        store.Open(served).Dispose();
        Should.Throw<UserErrorException>(() => store.Open(forgotten)).Error.Code.ShouldBe("source.gone");
    }

    [Fact]
    public async Task The_upload_and_the_folder_of_a_run_that_waits_are_kept_and_what_others_left_goes()
    {
        var data = new DataFolder(_folder.Root);
        var store = new SourceStore(data, _time);
        var (needed, old) = (await SaveAsync(store), await SaveAsync(store));
        await File.WriteAllTextAsync(Path.Combine(data.Sources, "half.tar.part"), "half");
        Directory.CreateDirectory(Path.Combine(data.WorkOf(3), "src"));
        Directory.CreateDirectory(data.WorkOf(7));
        using var sweep = new SourceSweep(
            data, new Live(new LiveRun(7, "shop", new() { ["source"] = needed })), new Routes(1), new InMemoryReleaseStore(_ => true), _time, NullLogger<SourceSweep>.Instance);

        await sweep.StartAsync(CancellationToken.None);
        await Eventually.HoldsAsync(
            () => Task.FromResult(!Directory.Exists(data.WorkOf(3)) && Directory.GetFiles(data.Sources).Length == 1), $"{old} and what is half or of run 3 is gone");
        await sweep.StopAsync(CancellationToken.None);

        _folder.Everything().ShouldBe(["sources", $"sources/{needed}.tar", "work", "work/run-7"]);
    }

    public void Dispose() => _folder.Dispose();

    static async Task<string> SaveAsync(SourceStore store)
    {
        using var upload = new MemoryStream([1, 2, 3]);
        return await store.SaveAsync(upload, CancellationToken.None);
    }

    sealed class Live(params LiveRun[] runs) : ILiveRuns
    {
        public Task<LiveRuns> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(new LiveRuns(runs, 7));
    }

    sealed class Routes(long servingRun) : IRouteStore
    {
        readonly AppRoute _route = new("shop", [], 1, [new ServingTarget("v1", "c", "127.0.0.1", 1, AppRoute.FullWeight, 1, servingRun)], null);

        public Task<IReadOnlyList<AppRoute>> ReadAllAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<AppRoute>>([_route]);

        public Task<IReadOnlyList<AppRoute>> ReadManyAsync(IReadOnlyList<string> apps, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<AppRoute?> FindAsync(string app, CancellationToken cancellationToken) => Task.FromResult<AppRoute?>(_route);

        public Task<bool> ReplaceAsync(AppRoute route, DriverTerm? term, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
