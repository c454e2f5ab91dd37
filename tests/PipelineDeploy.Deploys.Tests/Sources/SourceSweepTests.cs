using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.TestKit;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Deploys.Tests.Sources;

public sealed class SourceSweepTests
{
    [Fact]
    public async Task Old_uploads_and_folders_go_and_those_of_a_run_that_waits_stay()
    {
        using var folder = new ScratchFolder();
        var data = new DataFolder(folder.Root);
        Directory.CreateDirectory(data.Sources);
        Directory.CreateDirectory(Path.Combine(data.WorkOf(3), "src"));
        Directory.CreateDirectory(data.WorkOf(7));
        foreach (var name in new[] { "needed.tar", "old.tar", "half.tar.part" })
        {
            await File.WriteAllTextAsync(Path.Combine(data.Sources, name), name);
        }

        using var sweep = new SourceSweep(data, new Runs(), new InTwoDays(), NullLogger<SourceSweep>.Instance);
        await sweep.StartAsync(CancellationToken.None);
        await Eventually.HoldsAsync(() => Task.FromResult(!Directory.Exists(data.WorkOf(3)) && Directory.GetFiles(data.Sources).Length == 1), "they are gone");
        await sweep.StopAsync(CancellationToken.None);

        folder.Everything().ShouldBe(["sources", "sources/needed.tar", "work", "work/run-7"]);
    }

    sealed class Runs : ILiveRuns
    {
        public Task<LiveRuns> ReadAsync(CancellationToken cancellationToken) =>
            Task.FromResult(new LiveRuns([new LiveRun(7, "shop", new JsonObject { ["source"] = "needed" })], 7));
    }

    sealed class InTwoDays : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddDays(2);
    }
}
