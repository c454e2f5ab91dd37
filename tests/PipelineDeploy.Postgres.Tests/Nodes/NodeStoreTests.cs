using PipelineDeploy.Deploys.Diagnosis;
using PipelineDeploy.Postgres.Diagnosis;
using PipelineDeploy.Postgres.Nodes;

namespace PipelineDeploy.Postgres.Tests.Nodes;

[Trait("Category", "Integration")]
public sealed class NodeStoreTests(MigratedDatabase house) : IClassFixture<MigratedDatabase>
{
    static readonly CancellationToken None = CancellationToken.None;
    static readonly Node Server = new("a-1", "a", "0.1.0", "28.0.0", 1, 2, new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_server_lives_while_it_says_so_is_told_as_dead_after_and_forgotten_after_a_week()
    {
        var nodes = house.Get<NodeStore>();
        await nodes.BeatAsync(Server with { Engine = null }, None);
        await nodes.BeatAsync(Server, None);
        await nodes.BeatAsync(Server with { Name = "b-1", Host = "b" }, None);

        (await nodes.ListAsync(None)).Select(one => (one.Node, one.IsAlive, one.Runs)).ShouldBe([(Server, true, 0), (Server with { Name = "b-1", Host = "b" }, true, 0)]);

        await house.Database.ExecuteAsync("update nodes set seen_at = now() - interval '31 seconds' where name = 'a-1'");
        (await nodes.ListAsync(None)).Select(one => one.IsAlive).ShouldBe([false, true]);

        await house.Database.ExecuteAsync("update nodes set seen_at = now() - interval '8 days' where name = 'a-1'");
        await nodes.BeatAsync(Server with { Name = "b-1", Host = "b" }, None);
        (await nodes.ListAsync(None)).Single().Node.Name.ShouldBe("b-1");

        await nodes.RemoveAsync("b-1", None);
        (await nodes.ListAsync(None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_database_answers_and_its_clock_is_ours() =>
        (await new DatabaseDiagnosis(house.Database.Source, TimeProvider.System).ExamineAsync(None)).Select(found => (found.Part, found.Level))
            .ShouldBe([("database", FindingLevel.Ok), ("clock", FindingLevel.Ok)]);

    [Theory]
    [InlineData(-2.1, FindingLevel.Warning)]
    [InlineData(-2.0, FindingLevel.Ok)]
    [InlineData(0.5, FindingLevel.Ok)]
    [InlineData(3.0, FindingLevel.Ok)]
    [InlineData(3.1, FindingLevel.Warning)]
    public void A_clock_that_differs_is_told_whatever_the_question_took(double seconds, FindingLevel level) =>
        DatabaseDiagnosis.JudgeClock(Server.StartedAt, Server.StartedAt.AddSeconds(seconds), Server.StartedAt.AddSeconds(1)).Level.ShouldBe(level);
}
