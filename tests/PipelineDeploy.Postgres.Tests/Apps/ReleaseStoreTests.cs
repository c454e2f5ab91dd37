using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Postgres.Apps;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows;

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

        var second = await _releases.AllotAsync("again", new DriverTerm(first.RunId, 0), "sha256:two", DateTimeOffset.UnixEpoch.AddDays(1), CancellationToken.None);

        second.ShouldBe(first with { Image = "sha256:two" });
        (await _releases.FindByRunAsync(first.RunId, CancellationToken.None)).ShouldBe(second);
    }

    [Fact]
    public async Task A_driver_that_has_been_outlived_changes_no_release()
    {
        await house.CreateAppAsync("outlived");
        var release = await AllotAsync("outlived", image: "sha256:right");
        await house.Runs.ClaimAsync(release.RunId, "another", CancellationToken.None);

        var late = await Should.ThrowAsync<UserErrorException>(() =>
            _releases.AllotAsync("outlived", new DriverTerm(release.RunId, 0), "sha256:late", DateTimeOffset.UnixEpoch, CancellationToken.None));

        late.Error.Code.ShouldBe("run.outlived");
        (await _releases.FindByRunAsync(release.RunId, CancellationToken.None)).ShouldBe(release);
    }

    [Fact]
    public async Task A_run_that_has_ended_changes_no_release()
    {
        await house.CreateAppAsync("ended");
        var release = await AllotAsync("ended", image: "sha256:right");
        await house.Database.ExecuteAsync($"update runs set finished_at = now() where id = {release.RunId}");

        var late = await Should.ThrowAsync<UserErrorException>(() =>
            _releases.AllotAsync("ended", new DriverTerm(release.RunId, 0), "sha256:late", DateTimeOffset.UnixEpoch, CancellationToken.None));

        late.Error.Code.ShouldBe("run.outlived");
        (await _releases.FindByRunAsync(release.RunId, CancellationToken.None)).ShouldBe(release);
    }

    [Fact]
    public async Task Runs_that_build_at_the_same_time_get_different_numbers()
    {
        await house.CreateAppAsync("race");
        var runs = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => house.StartRunAsync($"race-{i}", new ScriptedStep("build"))));

        var releases = await Task.WhenAll(runs.Select(run => Task.Run(() =>
            _releases.AllotAsync("race", new DriverTerm(run.Id, 0), "sha256:x", DateTimeOffset.UnixEpoch, CancellationToken.None))));

        releases.Select(release => release.Number).Order().ShouldBe(Enumerable.Range(1, 12));
        var numbers = await _releases.NumbersByRunAsync([.. runs.Select(run => run.Id)], CancellationToken.None);
        numbers.ShouldBe(releases.ToDictionary(release => release.RunId, release => release.Number), ignoreOrder: true);
    }

    [Fact]
    public async Task A_run_without_a_release_has_none() => (await _releases.FindByRunAsync(4711, CancellationToken.None)).ShouldBeNull();

    async Task<Deploys.Releases.Release> AllotAsync(string app, string image = "sha256:x")
    {
        var run = await house.StartRunAsync($"{app}-{_count++}", new ScriptedStep("build"));
        return await _releases.AllotAsync(app, new DriverTerm(run.Id, 0), image, DateTimeOffset.UnixEpoch, CancellationToken.None);
    }
}
