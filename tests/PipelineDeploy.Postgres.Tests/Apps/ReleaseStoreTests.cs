using System.Text.Json.Nodes;
using Npgsql;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Postgres.Apps;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Postgres.Tests.Apps;

[Trait("Category", "Integration")]
public sealed class ReleaseStoreTests(MigratedDatabase house) : IClassFixture<MigratedDatabase>
{
    readonly ReleaseStore _releases = new(house.Database.Source);
    int _count;

    [Fact]
    public async Task Releases_of_an_app_are_numbered_from_one()
    {
        await house.CreateAppAsync("shop");
        await house.CreateAppAsync("blog");

        (await AllotAsync("shop")).Number.ShouldBe(1);
        (await AllotAsync("shop")).Number.ShouldBe(2);
        (await AllotAsync("blog")).Number.ShouldBe(1);
    }

    [Fact]
    public async Task A_repeated_build_of_a_run_keeps_its_number_and_takes_the_new_image()
    {
        await house.CreateAppAsync("again");
        var first = await AllotAsync("again", image: "sha256:one");

        var second = await _releases.AllotAsync("again", new DriverTerm(first.RunId!.Value, 0), new ReleaseContent("sha256:two", null), DateTimeOffset.UnixEpoch.AddDays(1), CancellationToken.None);

        second.ShouldBe(first with { Image = "sha256:two" });
        (await _releases.FindByRunAsync(first.RunId!.Value, CancellationToken.None)).ShouldBe(second);
    }

    [Fact]
    public async Task A_driver_that_has_been_outlived_changes_no_release()
    {
        await house.CreateAppAsync("outlived");
        var release = await AllotAsync("outlived", image: "sha256:right");
        await house.Runs.ClaimAsync(release.RunId!.Value, "another", CancellationToken.None);

        var late = await Should.ThrowAsync<UserErrorException>(() =>
            _releases.AllotAsync("outlived", new DriverTerm(release.RunId!.Value, 0), new ReleaseContent("sha256:late", null), DateTimeOffset.UnixEpoch, CancellationToken.None));

        late.Error.Code.ShouldBe("run.outlived");
        (await _releases.FindByRunAsync(release.RunId!.Value, CancellationToken.None)).ShouldBe(release);
    }

    [Fact]
    public async Task A_run_that_has_ended_changes_no_release()
    {
        await house.CreateAppAsync("ended");
        var release = await AllotAsync("ended", image: "sha256:right");
        await house.Database.ExecuteAsync($"update runs set finished_at = now() where id = {release.RunId}");

        var late = await Should.ThrowAsync<UserErrorException>(() =>
            _releases.AllotAsync("ended", new DriverTerm(release.RunId!.Value, 0), new ReleaseContent("sha256:late", null), DateTimeOffset.UnixEpoch, CancellationToken.None));

        late.Error.Code.ShouldBe("run.outlived");
        (await _releases.FindByRunAsync(release.RunId!.Value, CancellationToken.None)).ShouldBe(release);
    }

    [Fact]
    public async Task What_a_compose_file_said_is_kept_and_its_variables_stand_under_the_config()
    {
        await house.CreateAppAsync("composed");
        await house.Database.ExecuteAsync("insert into app_config (app, name, value, set_by, set_at) values ('composed', 'A', 'sealed config', 'ada', now())");
        var file = new ReleaseFile(new Dictionary<string, string> { ["command"] = "[\"serve\"]" }, new Dictionary<string, string> { ["A"] = "sealed A", ["B"] = "sealed B" });

        var first = await AllotAsync("composed", file: file);
        var found = (await _releases.FindAsync("composed", 1, CancellationToken.None)).ShouldNotBeNull().File.ShouldNotBeNull();

        found.Settings.ShouldBe(file.Settings);
        found.Environment.ShouldBe(file.Environment, ignoreOrder: true);
        (await _releases.ReadConfigAsync("composed", 1, CancellationToken.None)).ShouldBe(new Dictionary<string, string> { ["A"] = "sealed config", ["B"] = "sealed B" }, ignoreOrder: true);
        var again = await _releases.AllotAsync("composed", new DriverTerm(first.RunId!.Value, 0), new ReleaseContent("sha256:two", null), DateTimeOffset.UnixEpoch, CancellationToken.None);
        again.File.ShouldBeNull();
        (await _releases.ReadConfigAsync("composed", 1, CancellationToken.None)).Keys.ShouldBe(["A"]);
    }

    [Fact]
    public async Task Runs_that_build_at_the_same_time_get_different_numbers()
    {
        await house.CreateAppAsync("race");
        var runs = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => house.StartRunAsync($"race-{i}", new ScriptedStep("build"))));

        var releases = await Task.WhenAll(runs.Select(run => Task.Run(() =>
            _releases.AllotAsync("race", new DriverTerm(run.Id, 0), new ReleaseContent("sha256:x", null), DateTimeOffset.UnixEpoch, CancellationToken.None))));

        releases.Select(release => release.Number).Order().ShouldBe(Enumerable.Range(1, 12));
        var numbers = await _releases.NumbersByRunAsync([.. runs.Select(run => run.Id)], CancellationToken.None);
        numbers.ShouldBe(releases.ToDictionary(release => release.RunId!.Value, release => release.Number), ignoreOrder: true);
    }

    [Fact]
    public async Task A_release_whose_run_has_ended_never_changes_and_outlives_it()
    {
        await house.CreateAppAsync("fixed");
        var release = await AllotAsync("fixed");
        await house.Database.ExecuteAsync($"update runs set finished_at = now() where id = {release.RunId}");

        foreach (var change in new[] { "image = 'other'", "config = '{}'::jsonb || '{\"A\":\"x\"}'", "number = 9", "checks = 'x'", "created_at = now()" })
        {
            (await Should.ThrowAsync<PostgresException>(() => house.Database.ExecuteAsync($"update releases set {change} where app = 'fixed'"))).SqlState.ShouldBe("23001");
        }

        await house.Database.ExecuteAsync($"delete from runs where id = {release.RunId}");
        (await _releases.FindAsync("fixed", 1, CancellationToken.None)).ShouldBe(release with { RunId = null });
    }

    [Fact]
    public async Task A_release_knows_its_pipeline_source_and_actor_and_hands_them_on_with_its_image()
    {
        await house.CreateAppAsync("line");
        await house.CreateAppAsync("other-line");
        var inputs = new JsonObject { ["source"] = "upload-1" };
        var run = await house.Runs.CreateAsync(new NewRun("line", PipelineBuilder.Sequence(new ScriptedStep("build")), inputs, "cli", "ada", null, Concurrency.Queue, 3), CancellationToken.None);
        var built = await _releases.AllotAsync(
            "line", new DriverTerm(run.Id, 0), new ReleaseContent("sha256:x", "/ ok") { Healthchecks = "{}", Processes = "[]", Commit = "abc" }, DateTimeOffset.UnixEpoch, CancellationToken.None);

        var taker = await house.StartRunAsync("other-line", new ScriptedStep("release"));
        var taken = await _releases.AllotAsync(
            "other-line", new DriverTerm(taker.Id, 0), new ReleaseContent("sha256:x", "/ ok") { From = new ReleaseName("line", 1) }, DateTimeOffset.UnixEpoch, CancellationToken.None);

        (built.Pipeline, built.PipelineVersion, built.Source, built.Commit, built.Actor, built.From).ShouldBe(("test", 3, "upload-1", "abc", "ada", null));
        (built.Checks, built.Healthchecks, built.Processes).ShouldBe(("/ ok", "{}", "[]"));
        (taken.Pipeline, taken.PipelineVersion, taken.Source, taken.Commit, taken.Actor, taken.From).ShouldBe(("test", 3, "upload-1", "abc", "tester", new ReleaseName("line", 1)));
        (await _releases.FindAsync("other-line", 1, CancellationToken.None)).ShouldBe(taken);
    }

    [Fact]
    public async Task Releases_are_listed_newest_first_page_by_page()
    {
        await house.CreateAppAsync("pages");
        foreach (var _ in Enumerable.Range(0, 5))
        {
            await AllotAsync("pages");
        }

        (await _releases.ListAsync("pages", null, 2, CancellationToken.None)).Select(release => release.Number).ShouldBe([5, 4]);
        (await _releases.ListAsync("pages", 4, 9, CancellationToken.None)).Select(release => release.Number).ShouldBe([3, 2, 1]);
        (await _releases.FindAsync("pages", 6, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_run_without_a_release_has_none() => (await _releases.FindByRunAsync(4711, CancellationToken.None)).ShouldBeNull();

    async Task<Release> AllotAsync(string app, string image = "sha256:x", ReleaseFile? file = null)
    {
        var run = await house.StartRunAsync($"{app}-{_count++}", new ScriptedStep("build"));
        return await _releases.AllotAsync(app, new DriverTerm(run.Id, 0), new ReleaseContent(image, null) { File = file }, DateTimeOffset.UnixEpoch, CancellationToken.None);
    }
}
