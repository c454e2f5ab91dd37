using PipelineDeploy.Postgres.Runs;
using PipelineDeploy.TestKit.Runs;

namespace PipelineDeploy.Postgres.Tests.Runs;

[Trait("Category", "Integration")]
public sealed class LatestRunReaderTests(MigratedDatabase house) : IClassFixture<MigratedDatabase>
{
    [Fact]
    public async Task The_newest_run_of_each_is_read_and_what_has_none_is_left_out()
    {
        var step = new ScriptedStep("build");
        await house.StartRunAsync("a", step);
        var other = await house.StartRunAsync("b", step);
        var newest = await house.StartRunAsync("a", step);
        await house.StartRunAsync("not-asked", step);

        var read = await house.Get<LatestRunReader>().ReadAsync(["a", "b", "none"], CancellationToken.None);

        read.Select(run => (run.Subject, run.Id)).ShouldBe([("a", newest.Id), ("b", other.Id)], ignoreOrder: true);
    }
}
