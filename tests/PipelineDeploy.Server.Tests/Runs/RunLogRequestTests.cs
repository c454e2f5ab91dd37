using PipelineDeploy.Contracts;

namespace PipelineDeploy.Server.Tests.Runs;

[Trait("Category", "Integration")]
public sealed class RunLogRequestTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task A_log_is_read_by_line_and_by_step()
    {
        var run = await server.FinishedRunAsync("by-line", Deploying.BrokenBuild());
        var whole = await PageAsync(run.Id, "");
        whole.Next.ShouldBeNull();
        whole.Items.Select(line => line.Seq).ShouldBe(Enumerable.Range(1, whole.Items.Count).Select(number => (long)number));

        List<RunLogLine> paged = [];
        for (long? from = 1; from is { } next;)
        {
            var page = await PageAsync(run.Id, $"?from={next}&limit=1");
            page.Items.Count.ShouldBeLessThanOrEqualTo(1);
            paged.AddRange(page.Items);
            from = page.Next;
        }

        paged.ShouldBe(whole.Items);
        (await PageAsync(run.Id, "?step=build")).Items.ShouldBe(whole.Items.Where(line => line.Step == "build"));
        (await PageAsync(run.Id, "?step=retire")).Items.ShouldBeEmpty();
        (await PageAsync(run.Id, $"?from={whole.Items.Count + 1}")).ShouldSatisfyAllConditions(page => page.Items.ShouldBeEmpty(), page => page.Next.ShouldBeNull());
        (await PageAsync(run.Id, "?from=-5&limit=-5")).Items.ShouldBe(whole.Items.Take(1));
    }

    [Theory]
    [InlineData("?from=x")]
    [InlineData("?limit=1.5")]
    [InlineData("?limit=99999999999999")]
    public async Task A_range_that_is_none_is_told(string query)
    {
        var run = await server.FinishedRunAsync($"bad{Math.Abs(query.GetHashCode(StringComparison.Ordinal))}", Deploying.BrokenBuild());

        (await server.SendAsync(HttpMethod.Get, $"/api/v1/runs/{run.Id}/log{query}")).ShouldBeProblem(400, "request.badParameter");
    }

    [Fact]
    public async Task A_step_that_the_run_does_not_have_is_told_with_those_it_has()
    {
        var run = await server.FinishedRunAsync("no-step", Deploying.BrokenBuild());

        var problem = (await server.SendAsync(HttpMethod.Get, $"/api/v1/runs/{run.Id}/log?step=biuld")).ShouldBeProblem(400, "run.unknownStep");

        problem.Hint.ShouldNotBeNull().ShouldContain("build, migrate, start, check");
    }

    [Fact]
    public async Task A_log_is_searched_whatever_the_case_and_says_how_long_it_is()
    {
        var run = await server.FinishedRunAsync("searched", Deploying.BrokenBuild());
        var whole = await PageAsync(run.Id, "");
        var word = whole.Items[^1].Text.Split(' ')[0].ToUpperInvariant();

        var found = await PageAsync(run.Id, $"?q={Uri.EscapeDataString(word)}");

        whole.Total.ShouldBe(whole.Items.Count);
        found.Total.ShouldBe(whole.Total);
        found.Items.ShouldBe(whole.Items.Where(line => line.Text.Contains(word, StringComparison.OrdinalIgnoreCase)));
        found.Items.ShouldNotBeEmpty();
        (await PageAsync(run.Id, "?q=100%25_surely-nowhere")).Items.ShouldBeEmpty();
        (await PageAsync(run.Id, "/last?limit=2&step=build")).Items.ShouldBe(whole.Items.Where(line => line.Step == "build").TakeLast(2));
    }

    [Fact]
    public async Task A_search_for_too_long_a_text_is_told()
    {
        var run = await server.FinishedRunAsync("long-search", Deploying.BrokenBuild());

        (await server.SendAsync(HttpMethod.Get, $"/api/v1/runs/{run.Id}/log?q={new string('x', 201)}")).ShouldBeProblem(400, "log.longSearch");
    }

    [Fact]
    public async Task A_log_is_had_as_a_file()
    {
        var run = await server.FinishedRunAsync("as-file", Deploying.BrokenBuild());
        var whole = await PageAsync(run.Id, "");

        var file = await server.SendAsync(HttpMethod.Get, $"/api/v1/runs/{run.Id}/log/file");

        file.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(whole.Items.Count);
        file.Body.ShouldContain($" build {whole.Items[0].Text}\n");
    }

    [Fact]
    public async Task A_token_in_a_build_is_in_no_line_no_error_and_nowhere_in_the_database()
    {
        var canary = "ghp_canary0123456789abcdefghij";

        var run = await server.FinishedRunAsync("canary", Deploying.TarOf(("Dockerfile", $"FROM scratch\nENV URL=https://ann:{canary}@host/ TOKEN={canary}\nCOPY missing /\n")));

        run.State.ShouldBe("failed");
        (await PageAsync(run.Id, "")).Items.ShouldContain(line => line.Text.Contains("***"));
        foreach (var column in new[] { "select text from log_lines", "select event::text from journal", "select view::text from run_steps", "select coalesce(error::text, '') from runs" })
        {
            (await server.Database.ColumnAsync<string>(column)).ShouldNotContain(text => text.Contains("canary0123"), column);
        }
    }

    async Task<RunLogPage> PageAsync(long run, string query) =>
        (await server.SendAsync(HttpMethod.Get, $"/api/v1/runs/{run}/log{query}")).Read(WireJson.Default.RunLogPage);
}
