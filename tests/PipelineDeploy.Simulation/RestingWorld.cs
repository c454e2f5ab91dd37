using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Config;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Tests;

namespace PipelineDeploy.Simulation;

/// <summary>What must be true when nothing happens any more.</summary>
sealed class RestingWorld(SimulatedWorld world)
{
    /// <summary>Checks the runs, and of each app the route, the router and the containers.</summary>
    public void Check()
    {
        var runs = world.Runs.ListAsync(null, null, int.MaxValue, CancellationToken.None).Result;
        foreach (var run in runs)
        {
            CheckRun(run, runs);
        }

        foreach (var route in world.RoutesNow)
        {
            var own = runs.Where(run => run.Subject == route.App).ToList();
            world.Witness.Promise(
                JsonCopy.AreSame(world.Router.Routes.GetValueOrDefault(route.App), route.ToRoute(new PlainVault())), $"{route.App}: the router carries what is wanted");
            if (!own.Exists(run => run.State == RunState.NeedsAttention))
            {
                CheckTraffic(route, own);
            }
        }
    }

    void CheckRun(Run run, IReadOnlyList<Run> runs)
    {
        var isBehindLocked = run.State == RunState.Queued && runs.Any(other => other.Subject == run.Subject && other.State == RunState.NeedsAttention);
        world.Witness.Promise(run.State.IsTerminal() || isBehindLocked, $"every run ends or says what it waits for; run {run.Id} is {run.State}");
        if (!run.State.IsTerminal())
        {
            return;
        }

        var journal = world.Runs.ReadJournalAsync(run.Id, 0, CancellationToken.None).Result;
        foreach (var rule in JournalRules.BrokenBy(run.Definition, journal))
        {
            world.Witness.Break($"run {run.Id}: {rule}: {string.Join(", ", journal.Select(entry => entry.Event))}");
        }

        if (world.Faults.AreNone)
        {
            CheckEnd(run);
        }
    }

    // In a world without faults an app gets what it deserves.
    void CheckEnd(Run run)
    {
        var isRight = world.People.FateOf(run.Id) switch
        {
            _ when run.State == RunState.Superseded => true,
            _ when world.People.HasCancelled(run.Id) && run.State == RunState.Cancelled => true,
            Fate.Healthy or Fate.Slow => run.State == RunState.Succeeded,
            Fate.Unbuildable => run.State == RunState.Failed,
            _ => run.State == RunState.RolledBack,
        };
        world.Witness.Promise(isRight, $"run {run.Id} ends as its app deserves, not {run.State}");
    }

    void CheckTraffic(Deploys.Routing.AppRoute route, List<Run> runs)
    {
        var newest = runs.FirstOrDefault(run => run.State == RunState.Succeeded);
        world.Witness.Promise(
            route.Targets.Select(target => target.RunId).SequenceEqual(newest is null ? [] : [newest.Id]), $"{route.App}: the newest release that succeeded serves, alone");
        var containers = world.Engine.Containers.Where(container => StepKinds.LabelsOf(route.App).All(label => container.Labels[label.Key] == label.Value));
        var unwanted = containers.Where(container => !world.Witness.IsLeftover(container.Id)).Select(container => container.Id).Except(route.Targets.Select(target => target.Container));
        world.Witness.Promise(!unwanted.Any(), $"{route.App}: there is no container that no row wants");
        world.Witness.Promise(
            route.Targets.All(target => world.Engine.FindByPort(target.Port)?.Id == target.Container),
            $"{route.App}: every wanted container runs where the row says");
    }
}
