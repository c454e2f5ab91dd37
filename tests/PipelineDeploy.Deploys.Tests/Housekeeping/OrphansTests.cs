using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Housekeeping;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Deploys.Tests.Housekeeping;

public sealed class OrphansTests
{
    static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    static readonly ContainerLabels Labels = new("house-1");
    static readonly LiveRuns NoRuns = new([], 100);

    [Fact]
    public void What_a_run_left_running_is_stopped_after_ten_minutes()
    {
        Decide(Container(createdBefore: Minutes(10))).ShouldBe([("c", false)]);
        Decide(Container(createdBefore: Minutes(9.9))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("restarting")]
    [InlineData("paused")]
    public void A_container_that_is_not_stopped_counts_as_running(string state) => Decide(Container(state, Minutes(11))).ShouldBe([("c", false)]);

    [Fact]
    public void A_stopped_one_is_removed_an_hour_after_its_end()
    {
        Decide(Container("exited", Minutes(500), endedBefore: Minutes(60))).ShouldBe([("c", true)]);
        Decide(Container("exited", Minutes(500), endedBefore: Minutes(59))).ShouldBeEmpty();
    }

    [Fact]
    public void One_that_was_never_started_is_removed_an_hour_after_it_was_made()
    {
        Decide(Container("created", Minutes(60))).ShouldBe([("c", true)]);
        Decide(Container("created", Minutes(59))).ShouldBeEmpty();
        Decide(Container("removing", Minutes(500))).ShouldBeEmpty();
    }

    [Fact]
    public void A_command_that_an_ended_run_left_goes_at_once_also_while_another_run_goes_on()
    {
        var command = Container(createdBefore: Minutes(0)) with { Labels = Labels.ForOneOff("shop", 7, "migrate", 1) };

        Decide([command], new LiveRuns([new LiveRun(8, "shop", [])], 8), []).ShouldBe([("c", true)]);
        Decide([command], new LiveRuns([new LiveRun(7, "shop", [])], 8), []).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_in_a_route_stays_also_while_it_drains()
    {
        Decide([Container(createdBefore: Minutes(99))], NoRuns, [Route(100)]).ShouldBeEmpty();
        Decide([Container(createdBefore: Minutes(99))], NoRuns, [Route(0)]).ShouldBeEmpty();
    }

    [Fact]
    public void While_its_app_has_a_run_a_container_is_the_runs_business() =>
        Decide([Container(createdBefore: Minutes(99))], new LiveRuns([new LiveRun(8, "shop", [])], 8), []).ShouldBeEmpty();

    [Fact]
    public void A_container_of_a_run_the_database_has_never_heard_of_stays() =>
        Decide([Container(createdBefore: Minutes(99))], new LiveRuns([], 6), []).ShouldBeEmpty("the database was restored from a backup");

    [Fact]
    public void What_carries_not_all_of_our_labels_stays()
    {
        foreach (var missing in new[] { ContainerLabels.Installation, ContainerLabels.App, ContainerLabels.Run })
        {
            var container = Container(createdBefore: Minutes(99));

            Decide(container with { Labels = container.Labels.Where(label => label.Key != missing).ToDictionary() }).ShouldBeEmpty(missing);
        }
    }

    [Fact]
    public void One_whose_age_is_not_known_stays() => Decide(Container() with { CreatedAt = null }).ShouldBeEmpty();

    /// <summary>Whatever there is: nothing that serves, drains, belongs to a run that lives or is young is ever touched, and nothing is removed while it runs.</summary>
    [Fact]
    public void Nothing_that_somebody_needs_is_ever_touched()
    {
        string[] states = ["running", "exited", "created", "paused", "restarting", "dead", "removing"];
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            List<ContainerInfo> containers = [.. Enumerable.Range(0, 8).Select(i => Container(
                states[random.Next(states.Length)], Minutes(random.Next(200)), Minutes(random.Next(200)), $"c{i}", $"app{random.Next(4)}", random.Next(1, 30)))];
            var live = new LiveRuns([.. Enumerable.Range(0, random.Next(3)).Select(_ => new LiveRun(random.Next(1, 30), $"app{random.Next(4)}", []))], 25);
            List<AppRoute> routes = [.. Enumerable.Range(0, 4).Select(i => Route(random.Next(2) * 100, $"c{random.Next(8)}", $"app{i}"))];

            foreach (var (container, isRemoval) in Orphans.Decide(containers, live, routes, Now))
            {
                var run = ContainerLabels.RunOf(container);
                routes.SelectMany(route => route.Targets).ShouldNotContain(target => target.Container == container.Id, $"seed {seed}");
                live.Runs.ShouldNotContain(alive => alive.Id == run || alive.Subject == container.Labels[ContainerLabels.App], $"seed {seed}");
                container.CreatedAt.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(Now - Orphans.Grace, $"seed {seed}");
                (container.State is "running" or "paused" or "restarting").ShouldBe(!isRemoval, $"seed {seed}");
            }
        }
    }

    static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(minutes);

    static ContainerInfo Container(
        string state = "running", TimeSpan createdBefore = default, TimeSpan? endedBefore = null, string id = "c", string app = "shop", long run = 7) =>
        new(id, id, "image", Labels.ForProcess(app, run, 1, "web", 1), state, 0, 0, null, Now - endedBefore, new Dictionary<int, int>(), "") { CreatedAt = Now - createdBefore };

    static AppRoute Route(int weight, string container = "c", string app = "shop") =>
        new(app, [], 1, [new ServingTarget("v1-r7-web-1", container, "127.0.0.1", 5000, weight, 1, 7)], null);

    static IEnumerable<(string, bool)> Decide(ContainerInfo container) => Decide([container], NoRuns, []);

    static IEnumerable<(string, bool)> Decide(IReadOnlyList<ContainerInfo> containers, LiveRuns live, IReadOnlyList<AppRoute> routes) =>
        Orphans.Decide(containers, live, routes, Now).Select(action => (action.Container.Id, action.IsRemoval));
}
