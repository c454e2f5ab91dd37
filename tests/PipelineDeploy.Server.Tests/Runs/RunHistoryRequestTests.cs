using PipelineDeploy.Contracts;

namespace PipelineDeploy.Server.Tests.Runs;

[Trait("Category", "Integration")]
public sealed class RunHistoryRequestTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task The_journal_tells_what_happened_in_order_and_page_by_page()
    {
        var run = await server.FinishedRunAsync("journal", Deploying.BrokenBuild());

        var whole = (await GetAsync(run.Id, "/journal")).Read(WireJson.Default.JournalPage);
        var rest = (await GetAsync(run.Id, "/journal?from=2&limit=1")).Read(WireJson.Default.JournalPage);

        whole.Items.Select(entry => entry.Seq).ShouldBe(Enumerable.Range(1, whole.Items.Count).Select(number => (long)number));
        whole.Items.ShouldContain(entry => entry.Kind == "stepStarted" && entry.Step == "build" && entry.Attempt == 1);
        whole.Items.ShouldContain(entry => entry.Kind == "stepFailed" && entry.Text != null);
        whole.Items[^1].ShouldSatisfyAllConditions(last => last.Kind.ShouldBe("runFinished"), last => last.State.ShouldBe("failed"));
        rest.Items.Single().ShouldBe(whole.Items[1]);
        rest.Next.ShouldBe(3);
    }

    [Fact]
    public async Task The_definition_tells_the_graph_and_what_was_given()
    {
        var run = await server.FinishedRunAsync("definition", Deploying.BrokenBuild());

        var definition = (await GetAsync(run.Id, "/definition")).Read(WireJson.Default.RunDefinitionView);

        definition.Pipeline.ShouldBe(run.Pipeline);
        definition.Steps.Select(step => step.Id).ShouldBe(run.Steps.Select(step => step.Id));
        definition.Steps.Skip(1).ShouldContain(step => step.Needs.Count > 0);
        definition.Inputs.TryGetProperty("settings", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task A_run_that_never_came_to_the_switch_has_left_the_traffic_alone()
    {
        var run = await server.FinishedRunAsync("traffic", Deploying.BrokenBuild());

        var traffic = (await GetAsync(run.Id, "/traffic")).Read(WireJson.Default.RunTrafficView);

        (traffic.Blue, traffic.Green).ShouldBe((null, null));
        traffic.Moves.ShouldBeEmpty();
        traffic.Looks.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_recent_runs_are_told_by_app_newest_first()
    {
        var run = await server.FinishedRunAsync("recent", Deploying.BrokenBuild());

        var recent = (await server.SendAsync(HttpMethod.Get, "/api/v1/runs/recent?limit=5")).Read(WireJson.Default.IReadOnlyListRecentRunsView);

        var mark = recent.Single(app => app.App == run.App).Runs.ShouldHaveSingleItem();
        mark.ShouldBe(new RunMark(run.Id, "failed", run.CreatedAt, run.FinishedAt));
    }

    [Theory]
    [InlineData("/journal")]
    [InlineData("/definition")]
    [InlineData("/traffic")]
    [InlineData("/log/last")]
    [InlineData("/log/file")]
    public async Task A_run_that_is_not_there_has_no_history(string door) =>
        (await GetAsync(987654, door)).ShouldBeProblem(404, "run.notFound");

    Task<Answer> GetAsync(long run, string door) => server.SendAsync(HttpMethod.Get, $"/api/v1/runs/{run}{door}");
}
