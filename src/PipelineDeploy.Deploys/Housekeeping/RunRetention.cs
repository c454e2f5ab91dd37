using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;

namespace PipelineDeploy.Deploys.Housekeeping;

/// <summary>What is known of a run when it is asked whether it stays.</summary>
/// <param name="Id">Its number.</param>
/// <param name="FinishedAt">When it ended; null while it has not.</param>
/// <param name="HasSucceeded">Whether it succeeded.</param>
/// <param name="HoldsApp">Whether it holds its app until a person has looked.</param>
public sealed record RunFact(long Id, DateTimeOffset? FinishedAt, bool HasSucceeded, bool HoldsApp);

/// <summary>How long the runs of an app are kept: a run goes when neither keeps it.</summary>
/// <param name="Newest">So many of the newest.</param>
/// <param name="Age">All that ended less than so long ago.</param>
public sealed record RetentionRule(int Newest, TimeSpan Age);

/// <summary>Decides which runs of an app are forgotten.</summary>
public static class RunRetention
{
    /// <summary>The runs that may go: ended, beyond the rule, and nobody's way back.</summary>
    /// <param name="runs">All runs of the app.</param>
    /// <param name="rule">What is kept.</param>
    /// <param name="route">The app's traffic, or null.</param>
    /// <param name="releases">The app's releases, as far as their runs are there.</param>
    /// <param name="now">The moment.</param>
    public static IReadOnlyList<long> Choose(
        IReadOnlyList<RunFact> runs, RetentionRule rule, AppRoute? route, IReadOnlyList<Release> releases, DateTimeOffset now)
    {
        var needed = Needed(runs, route, releases).ToHashSet();
        return
        [
            .. runs.OrderByDescending(run => run.Id)
                .Skip(rule.Newest)
                .Where(run => run.FinishedAt <= now - rule.Age && !run.HoldsApp && !needed.Contains(run.Id))
                .Select(run => run.Id),
        ];
    }

    // The runs behind the traffic, and those of the release before it: the newest one, and the newest one that is known to be good.
    static IEnumerable<long> Needed(IReadOnlyList<RunFact> runs, AppRoute? route, IReadOnlyList<Release> releases)
    {
        var targets = route?.Targets ?? [];
        var good = runs.Where(run => run.HasSucceeded).Select(run => run.Id).ToHashSet();
        var serving = targets.Where(target => target.Weight > 0).Select(target => target.Release).DefaultIfEmpty(int.MaxValue).Min();
        var before = releases.Where(release => release.Number < serving).OrderByDescending(release => release.Number).Select(release => release.RunId).OfType<long>().ToList();
        return targets.Select(target => target.RunId).Concat(Builders(targets, releases)).Concat(before.Take(1)).Concat(before.Where(good.Contains).Take(1));
    }

    // What serves may be there by a rollback or a change of the config; whoever deploys it again needs to know what it was built with.
    static IEnumerable<long> Builders(IReadOnlyList<ServingTarget> targets, IReadOnlyList<Release> releases)
    {
        var serving = releases.Where(release => targets.Any(target => target.Release == release.Number)).ToList();
        var origins = releases.Where(release => serving.Exists(one => one.From == new ReleaseName(release.App, release.Number)));
        return serving.Concat(origins).Select(release => release.RunId).OfType<long>();
    }
}
