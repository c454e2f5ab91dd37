using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Deploys.Releases;

/// <summary>Goes back to a release: by a run like any other, and, as long as what it replaced still runs, by undoing the run that replaced it.</summary>
public sealed class Rollbacks(
    DeployStarter deploys, IReleaseStore releases, IRouteStore routes, IRunStore runs, ILiveRuns live, IContainerEngine engine, IConfigVault vault)
{
    /// <summary>The pipeline of a rollback.</summary>
    public const string Pipeline = "rollback";

    const int TrafficLooked = 1000;

    /// <summary>What going back would change; nothing is started.</summary>
    /// <param name="app">The app.</param>
    /// <param name="number">The release; null for the one that served before.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UserErrorException">
    /// <c>release.notFound</c>, <c>release.imageGone</c>, <c>config.unreadable</c>; <c>rollback.nothingServes</c>; <c>rollback.noneBefore</c>;
    /// <c>rollback.serves</c>: it is the one that serves; <c>rollback.busy</c>: another run of the app is in the way.
    /// </exception>
    public async Task<RollbackPlan> PlanAsync(string app, int? number, CancellationToken cancellationToken)
    {
        var route = await routes.FindAsync(app, cancellationToken);
        var from = await ServingAsync(app, route, cancellationToken);
        var to = await WantedAsync(app, number, from, cancellationToken);
        if (await engine.FindImageAsync(to.Image, cancellationToken) is null)
        {
            throw ReleaseErrors.ImageGone(to);
        }

        var difference = ConfigDifference.Of(
            vault.OpenAll(app, await releases.ReadConfigAsync(app, from.Number, cancellationToken)),
            vault.OpenAll(app, await releases.ReadConfigAsync(app, to.Number, cancellationToken)));
        return new RollbackPlan(from, to, difference, await UndoesAsync(app, to.Number, route!, cancellationToken));
    }

    /// <summary>Starts it. The run that is answered takes the place of those that are queued.</summary>
    /// <exception cref="UserErrorException">As of <see cref="PlanAsync"/>.</exception>
    public async Task<Run> StartAsync(string app, int? number, string actor, string? deliveryKey, CancellationToken cancellationToken)
    {
        var plan = await PlanAsync(app, number, cancellationToken);
        var choice = new DeployChoice(Pipeline, new JsonObject { ["release"] = plan.To.Number });
        // First this, then the cancellation: whatever dies in between, and however late the cancellation comes, this run brings the release back.
        var run = await deploys.StartInPlaceAsync(app, choice, new JsonObject { ["rollback"] = true }, new ReleaseName(app, plan.To.Number), "rollback", actor, deliveryKey, Concurrency.Supersede, cancellationToken);
        if (plan.Undoes is { } undone)
        {
            await runs.SignalAsync(undone, new JournalEvent.CancelRequested(actor), cancellationToken);
        }

        return run;
    }

    async Task<Release> ServingAsync(string app, AppRoute? route, CancellationToken cancellationToken) =>
        // A version on trial is what people want to get rid of.
        (route?.OnTrial ?? route?.Blue) is { } target && await releases.FindAsync(app, target.Release, cancellationToken) is { } release
            ? release
            : throw new UserErrorException("rollback.nothingServes", $"{app} serves no version that could be gone back from", $"Deploy one with: pdeploy deploy -a {app}");

    async Task<Release> WantedAsync(string app, int? number, Release from, CancellationToken cancellationToken)
    {
        var wanted = number ?? RollbackChoice.Default(from.Number, await releases.ReadTrafficAsync(app, TrafficLooked, cancellationToken))
            ?? throw new UserErrorException("rollback.noneBefore", $"No release of {app} served before v{from.Number}", $"Name one of: pdeploy releases list -a {app}");
        return wanted == from.Number
            ? throw new UserErrorException("rollback.serves", $"v{wanted} of {app} serves already", "Name another release.")
            : await releases.RequireAsync(app, wanted, cancellationToken);
    }

    // The run that holds the app: what it has not switched yet would come over the rollback, and what it still drains can be had back at once.
    async Task<long?> UndoesAsync(string app, int wanted, AppRoute route, CancellationToken cancellationToken)
    {
        if (await HolderAsync(app, cancellationToken) is not { } holder)
        {
            return null;
        }

        var history = RunHistory.Of(holder.Definition, await runs.ReadJournalAsync(holder.Id, 0, cancellationToken));
        if (holder.State != RunState.NeedsAttention && (history.HasPivoted(holder.Definition) || history.IsCancelRequested || history.Finished is not null))
        {
            return null;
        }

        var origin = history.Continues?.Origin ?? holder.Id;
        var isUndoable = holder.State != RunState.NeedsAttention && route.Serving.Any(target => target.RunId == origin)
            && await RunsAsync(route.Targets.Where(target => target.RunId != origin).ToList(), wanted, cancellationToken);
        return isUndoable ? holder.Id : throw Busy(app, holder);
    }

    async Task<Run?> HolderAsync(string app, CancellationToken cancellationToken)
    {
        foreach (var candidate in (await live.ReadAsync(cancellationToken)).Runs.Where(run => run.Subject == app))
        {
            // One that is queued or held has not begun: the rollback takes its place.
            if (await runs.FindAsync(candidate.Id, cancellationToken) is { State: not RunState.Queued, Hold: null } run)
            {
                return run;
            }
        }

        return null;
    }

    async Task<bool> RunsAsync(List<ServingTarget> others, int wanted, CancellationToken cancellationToken)
    {
        foreach (var target in others)
        {
            if (target.Release != wanted || await engine.FindContainerAsync(target.Container, cancellationToken) is not { IsRunning: true })
            {
                return false;
            }
        }

        return others.Count > 0;
    }

    static UserErrorException Busy(string app, Run holder) => holder.State == RunState.NeedsAttention
        ? new("rollback.busy", $"Run {holder.Id} of {app} needs a person first", $"Let it go on: pdeploy runs retry {holder.Id}, or give it up: pdeploy runs cancel {holder.Id}")
        : new("rollback.busy", $"Run {holder.Id} of {app} goes on and would take the traffic again", $"Cancel it first, which undoes what it did: pdeploy runs cancel {holder.Id}");
}
