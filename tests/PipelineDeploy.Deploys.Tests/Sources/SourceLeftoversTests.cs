using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Deploys.Tests.Sources;

public sealed class SourceLeftoversTests
{
    static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_older_than_a_day_goes() =>
        Choose(("/d/sources/a.tar", 25), ("/d/sources/b.tar", 23), ("/d/sources/c.tar.part", 25), ("/d/work/run-4", 25)).ShouldBe(["/d/sources/a.tar", "/d/sources/c.tar.part", "/d/work/run-4"]);

    [Fact]
    public void What_a_run_that_lives_was_given_stays_however_long_it_waits() =>
        Choose(("/d/sources/used.tar", 999), ("/d/work/run-7", 999), ("/d/work/run-70", 999)).ShouldBe(["/d/work/run-70"]);

    static IReadOnlyList<string> Choose(params (string Path, int Hours)[] paths) => SourceLeftovers.Choose(
        paths.Select(one => (one.Path, Now.AddHours(-one.Hours))),
        new LiveRuns([new LiveRun(7, "shop", new JsonObject { ["source"] = "used" }), new LiveRun(8, "other", new JsonObject { ["source"] = new JsonObject() })], 8),
        Now);
}
