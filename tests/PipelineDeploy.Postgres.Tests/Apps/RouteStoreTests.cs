using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Postgres.Apps;
using PipelineDeploy.TestKit.Config;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Postgres.Tests.Apps;

[Trait("Category", "Integration")]
public sealed class RouteStoreTests(MigratedDatabase house) : IClassFixture<MigratedDatabase>
{
    static readonly ServingTarget Green = new("run-7", "0123456789ab", "127.0.0.1", 49153, AppRoute.FullWeight, 3, 7);
    static readonly DateTimeOffset Moment = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    readonly RouteStore _routes = new(house.Database.Source);

    [Fact]
    public async Task A_replaced_route_is_read_as_it_was_written_with_the_next_generation()
    {
        var before = await NewRouteAsync("kept");

        (await ReplaceAsync(before with { Targets = [Green], SwitchedAt = Moment })).ShouldBeTrue();

        var after = await ReadAsync("kept");
        after.Generation.ShouldBe(before.Generation + 1);
        after.Targets.ShouldBe([Green]);
        after.SwitchedAt.ShouldBe(Moment);
        after.Domains.ShouldBe(["kept.localhost"]);
        (await _routes.ReadAllAsync(CancellationToken.None)).Select(route => route.App).ShouldContain("kept");
        (await _routes.ReadManyAsync(["kept", "nobody"], CancellationToken.None)).ShouldHaveSingleItem().Targets.ShouldBe([Green]);
    }

    [Fact]
    public async Task Which_release_served_when_is_written_with_the_change_and_not_without_it()
    {
        var releases = new ReleaseStore(house.Database.Source);
        var read = await NewRouteAsync("traffic");
        var newer = Green with { Name = "run-8", Release = 4, RunId = 8 };

        await ReplaceAsync(read with { Targets = [Green], SwitchedAt = Moment });
        await ReplaceAsync((await ReadAsync("traffic")) with { Targets = [newer, Green with { Weight = 0 }], SwitchedAt = Moment.AddHours(1) });
        await ReplaceAsync((await ReadAsync("traffic")) with { Targets = [newer] });
        (await ReplaceAsync(read with { Targets = [Green], SwitchedAt = Moment.AddHours(2) })).ShouldBeFalse();

        (await releases.ReadTrafficAsync("traffic", 9, CancellationToken.None))
            .ShouldBe([new ServedTime(4, Moment.AddHours(1), null), new ServedTime(3, Moment, Moment.AddHours(1))]);
        await ReplaceAsync((await ReadAsync("traffic")) with { Targets = [Green], SwitchedAt = Moment.AddHours(3) });
        (await releases.ReadTrafficAsync("traffic", 1, CancellationToken.None)).ShouldBe([new ServedTime(3, Moment.AddHours(3), null)]);
    }

    [Fact]
    public async Task A_route_that_was_changed_since_it_was_read_is_not_replaced()
    {
        var read = await NewRouteAsync("changed");
        await ReplaceAsync(read with { Targets = [Green] });

        (await ReplaceAsync(read)).ShouldBeFalse();

        (await ReadAsync("changed")).Targets.ShouldBe([Green]);
    }

    [Fact]
    public async Task Of_changes_at_the_same_time_one_wins()
    {
        var read = await NewRouteAsync("race");

        var won = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() => ReplaceAsync(read with { Targets = [Green with { Port = 50000 + i }] }))));

        won.Count(isWinner => isWinner).ShouldBe(1);
        (await ReadAsync("race")).Generation.ShouldBe(read.Generation + 1);
    }

    [Fact]
    public async Task The_driver_of_a_run_replaces_and_one_that_was_outlived_does_not()
    {
        var (run, old) = await DrivenRunAsync("fenced");
        var current = await ClaimAsync(run);
        var read = await NewRouteAsync("fenced");

        (await ReplaceAsync(read with { Targets = [Green] }, new DriverTerm(run.Id, old.Fence))).ShouldBeFalse();
        (await ReadAsync("fenced")).Generation.ShouldBe(read.Generation);
        (await ReplaceAsync(read with { Targets = [Green] }, new DriverTerm(run.Id, current.Fence))).ShouldBeTrue();
    }

    [Fact]
    public async Task The_driver_of_a_run_that_has_ended_replaces_nothing()
    {
        var (run, claimed) = await DrivenRunAsync("ended");
        var read = await NewRouteAsync("ended");
        await house.Runs.CommitAsync(
            new(run.Id, claimed.Fence, [new(1, Moment, new JournalEvent.RunFinished(RunState.Failed, null))], [], RunState.Failed, null, 0, Moment, null),
            CancellationToken.None);

        (await ReplaceAsync(read with { Targets = [Green] }, new DriverTerm(run.Id, claimed.Fence))).ShouldBeFalse();
    }

    [Fact]
    public async Task An_older_run_that_is_overtaken_while_it_switches_gets_no_traffic()
    {
        using var keeper = new RouteKeeper(_routes, new NoRouter(), new PlainVault());
        var read = await NewRouteAsync("overtaken");
        var older = Green with { RunId = 6, Release = 2 };
        await ReplaceAsync(read.SwitchTo([Green], Moment));
        var looks = 0;

        var error = (await Should.ThrowAsync<UserErrorException>(() => keeper.ChangeAsync(
            "overtaken", route => (looks++ == 0 ? read : route).SwitchTo([older], Moment), null, CancellationToken.None))).Error;

        looks.ShouldBe(2);
        error.Code.ShouldBe("switch.outdated");
        error.Message.ShouldContain("run 7");
        (await ReadAsync("overtaken")).Serving.ShouldBe([Green]);
    }

    [Fact]
    public async Task An_unknown_app_has_no_route() => (await _routes.FindAsync("nobody", CancellationToken.None)).ShouldBeNull();

    async Task<(Run Run, ClaimedRun Claimed)> DrivenRunAsync(string app)
    {
        var run = await house.StartRunAsync(app, new ScriptedStep("build"));
        return (run, await ClaimAsync(run));
    }

    async Task<ClaimedRun> ClaimAsync(Run run) => (await house.Runs.ClaimAsync(run.Id, "node", CancellationToken.None)).ShouldNotBeNull();

    async Task<AppRoute> NewRouteAsync(string app)
    {
        await house.CreateAppAsync(app);
        return await ReadAsync(app);
    }

    async Task<AppRoute> ReadAsync(string app) => (await _routes.FindAsync(app, CancellationToken.None)).ShouldNotBeNull();

    sealed class NoRouter : ITrafficRouter
    {
        public string Name => "none";

        public bool CountsAnswers => false;

        public Task ApplyAsync(IReadOnlyList<Route> routes, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<int> CountConnectionsAsync(string app, string target, CancellationToken cancellationToken) => Task.FromResult(0);

        public Task<IReadOnlyList<TargetCounters>> ReadCountersAsync(string app, string target, DateTimeOffset? since, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<TargetCounters>>([]);

        public Task CheckAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    Task<bool> ReplaceAsync(AppRoute route, DriverTerm? term = null) => _routes.ReplaceAsync(route, term, CancellationToken.None);
}
