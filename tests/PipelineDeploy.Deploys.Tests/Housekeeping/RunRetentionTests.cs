using PipelineDeploy.Deploys.Housekeeping;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;

namespace PipelineDeploy.Deploys.Tests.Housekeeping;

public sealed class RunRetentionTests
{
    static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    static readonly RetentionRule Rule = new(2, TimeSpan.FromDays(10));

    [Fact]
    public void The_newest_stay_whatever_their_age() => Choose([Ended(1, 99), Ended(2, 98), Ended(3, 97), Ended(4, 96)]).ShouldBe([2, 1]);

    [Fact]
    public void The_young_stay_whatever_their_number() => Choose([Ended(1, 11), Ended(2, 9), Ended(3, 8), Ended(4, 7)]).ShouldBe([1]);

    [Fact]
    public void What_has_not_ended_or_holds_its_app_stays() =>
        Choose([Ended(1, 99) with { FinishedAt = null }, Ended(2, 99) with { HoldsApp = true }, Ended(3, 99), Ended(4, 1), Ended(5, 1)]).ShouldBe([3]);

    [Fact]
    public void The_runs_behind_the_traffic_and_behind_the_release_before_it_stay()
    {
        var runs = Enumerable.Range(1, 9).Select(id => Ended(id, 99) with { HasSucceeded = id != 4 }).ToList();
        var route = new AppRoute("shop", [], 1, [Target(release: 5, run: 5, weight: 100), Target(release: 1, run: 1, weight: 0)], null);

        // Release 4 never got as far as serving, so 3 is the way back.
        Choose(runs, route, [Release(2), Release(3), Release(4), Release(5), Release(6)]).ShouldBe([7, 6, 2]);
    }

    [Fact]
    public void The_run_that_built_what_serves_stays_when_it_serves_by_a_rollback_or_after_a_change_of_the_config()
    {
        var runs = Enumerable.Range(1, 9).Select(id => Ended(id, 99)).ToList();
        var route = new AppRoute("shop", [], 1, [Target(release: 3, run: 7, weight: 100)], null);

        // Run 7 went back to release 3, which has the image of release 1; release 2 is the one before.
        Choose(runs, route, [Release(1), Release(2), Release(3) with { From = new ReleaseName("shop", 1) }, Release(4)]).ShouldBe([6, 5, 4]);
    }

    [Fact]
    public void An_app_that_nothing_serves_keeps_its_newest_release() => Choose([Ended(1, 99), Ended(2, 99), Ended(3, 9), Ended(4, 9)], null, [Release(1), Release(2)]).ShouldBe([1]);

    [Fact]
    public void Nothing_that_is_needed_is_ever_chosen()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var rule = new RetentionRule(random.Next(1, 6), TimeSpan.FromDays(random.Next(1, 40)));
            var runs = Enumerable.Range(1, 20).Select(id => new RunFact(
                id, random.Next(4) == 0 ? null : Now.AddDays(-random.Next(80)), random.Next(2) == 0, random.Next(9) == 0)).OrderBy(_ => random.Next()).ToList();
            var route = new AppRoute("shop", [], 1, [.. Enumerable.Range(0, random.Next(3)).Select(_ => Target(random.Next(1, 20), random.Next(1, 20), random.Next(2)))], null);
            var releases = runs.Where(_ => random.Next(2) == 0).Select(run => Release((int)run.Id)).ToList();

            var gone = Choose(runs, route, releases, rule);

            var newest = runs.OrderByDescending(run => run.Id).Take(rule.Newest).Select(run => run.Id);
            gone.ShouldBeUnique($"seed {seed}");
            gone.Intersect(newest).ShouldBeEmpty($"seed {seed}");
            gone.Intersect(route.Targets.Select(target => target.RunId)).ShouldBeEmpty($"seed {seed}");
            runs.Where(run => gone.Contains(run.Id)).ShouldAllBe(run => run.FinishedAt != null && run.FinishedAt <= Now - rule.Age && !run.HoldsApp, $"seed {seed}");
        }
    }

    static RunFact Ended(long id, int daysAgo) => new(id, Now.AddDays(-daysAgo), HasSucceeded: true, HoldsApp: false);

    static Release Release(int number) => new("shop", number, number, "image", Now);

    static ServingTarget Target(int release, long run, int weight) => new($"v{release}", $"c{run}", "127.0.0.1", 5000, weight, release, run);

    static IReadOnlyList<long> Choose(IReadOnlyList<RunFact> runs, AppRoute? route = null, IReadOnlyList<Release>? releases = null, RetentionRule? rule = null) =>
        RunRetention.Choose(runs, rule ?? Rule, route, releases ?? [], Now);
}
