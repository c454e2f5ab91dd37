using System.Text.Json.Nodes;
using PipelineDeploy.Postgres.Runs;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Postgres.Tests.Runs;

[Trait("Category", "Integration")]
public sealed class RunListsTests(MigratedDatabase house) : IClassFixture<MigratedDatabase>
{
    readonly RunLists _lists = house.Get<RunLists>();

    [Fact]
    public async Task The_runs_of_several_subjects_come_newest_first_a_page_at_a_time()
    {
        var (shop, blog, _, again) = (await StartAsync("shop"), await StartAsync("blog"), await StartAsync("hidden"), await StartAsync("shop"));

        (await NewestAsync(null, 10, "shop", "blog", "nobody")).ShouldBe([again, blog, shop]);
        (await NewestAsync(null, 2, "shop", "blog")).ShouldBe([again, blog]);
        (await NewestAsync(blog, 2, "shop", "blog")).ShouldBe([shop]);
        (await NewestAsync(null, 10)).ShouldBeEmpty();
        (await _lists.NewestAsync(null, again, 3, CancellationToken.None)).Select(run => run.Id).ShouldBe([again - 1, blog, shop]);
    }

    [Fact]
    public async Task Of_each_subject_the_newest_run_is_found_and_of_one_without_any_none()
    {
        var (_, one, other) = (await StartAsync("one"), await StartAsync("one"), await StartAsync("other"));

        var newest = await _lists.NewestOfEachAsync(["one", "other", "nobody"], CancellationToken.None);

        newest.Select(run => (run.Subject, run.Id)).ShouldBe([("other", other), ("one", one)]);
    }

    [Fact]
    public async Task A_run_in_a_list_says_of_itself_what_the_whole_run_says_besides_its_settings()
    {
        var inputs = new JsonObject { ["settings"] = new JsonObject { ["port"] = "80" }, ["ref"] = "main" };
        var made = await house.Runs.CreateAsync(
            new NewRun("whole", PipelineBuilder.Sequence(new ScriptedStep("build")), inputs, "cli", "ann", PipelineVersion: 3), CancellationToken.None);

        var listed = (await _lists.NewestAsync(["whole"], null, 1, CancellationToken.None)).ShouldHaveSingleItem();

        listed.Inputs.ToJsonString().ShouldBe("""{"ref":"main"}""");
        var whole = RunSummary.Of((await house.Runs.FindAsync(made.Id, CancellationToken.None))!);
        (listed with { Inputs = whole.Inputs }).ShouldBe(whole);
    }

    async Task<long> StartAsync(string subject) => (await house.StartRunAsync(subject, new ScriptedStep("build"))).Id;

    async Task<IReadOnlyList<long>> NewestAsync(long? before, int limit, params string[] subjects) =>
        [.. (await _lists.NewestAsync(subjects, before, limit, CancellationToken.None)).Select(run => run.Id)];
}
