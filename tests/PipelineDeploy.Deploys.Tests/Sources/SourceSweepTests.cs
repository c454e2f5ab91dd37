using Microsoft.Extensions.Logging.Abstractions;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

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
        var runs = new InMemoryRunStore(_time);
        var run = await runs.CreateAsync(new NewRun("shop", new PipelineBuilder().Step("build").Build(), new() { ["source"] = served }, "cli", "ada"), CancellationToken.None);
        using var sweep = new SourceSweep(new DataFolder(_folder.Root), new NoneLive(), new Routes(run.Id), runs, _time, NullLogger<SourceSweep>.Instance);

        await sweep.StartAsync(CancellationToken.None);
        await _time.WhenTimerArmedAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(!File.Exists(Path.Combine(_folder.Root, "sources", $"{forgotten}.tar"))), "the forgotten upload is gone");
        await sweep.StopAsync(CancellationToken.None);

        store.Open(served).Dispose();
        Should.Throw<UserErrorException>(() => store.Open(forgotten)).Error.Code.ShouldBe("source.gone");
    }

    public void Dispose() => _folder.Dispose();

    static async Task<string> SaveAsync(SourceStore store)
    {
        using var upload = new MemoryStream([1, 2, 3]);
        return await store.SaveAsync(upload, CancellationToken.None);
    }

    sealed class NoneLive : ILiveRuns
    {
        public Task<LiveRuns> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(new LiveRuns([], 1));
    }

    sealed class Routes(long servingRun) : IRouteStore
    {
        readonly AppRoute _route = new("shop", [], 1, [new ServingTarget("v1", "c", "127.0.0.1", 1, AppRoute.FullWeight, 1, servingRun)], null);

        public Task<IReadOnlyList<AppRoute>> ReadAllAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<AppRoute>>([_route]);

        public Task<AppRoute?> FindAsync(string app, CancellationToken cancellationToken) => Task.FromResult<AppRoute?>(_route);

        public Task<bool> ReplaceAsync(AppRoute route, DriverTerm? term, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
