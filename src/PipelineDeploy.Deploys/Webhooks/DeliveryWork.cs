using System.Data.Common;
using Microsoft.Extensions.Logging;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Deploys.Sources.Git;
using PipelineDeploy.Deploys.Webhooks.Statuses;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Deploys.Webhooks;

/// <summary>
/// Does what an accepted delivery asks for: fetches the ref and starts the run. Never two of an app at once, so that what is fetched later is
/// never older. It may be cut off at any moment and done again: the run is made under the delivery's key, and so only once.
/// </summary>
public sealed partial class DeliveryWork(
    IWebhookStore hooks, IDeliveryStore deliveries, AppWebhooks webhooks, GitSources git, DeployStarter starter, IRunStore runs, DeliveryWatch watch, TimeProvider time, ILogger<DeliveryWork> logger) : IDisposable
{
    const int MostAtOnce = 4;

    static readonly string[] Passing = ["git.unreachable", "git.timedOut", "git.failed"];

    static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30)];

    // Of those that drive runs, too, there must be threads left when a host answers slowly.
    readonly SemaphoreSlim _slots = new(MostAtOnce);

    /// <summary>Works on the deliveries of an app that are due, until none is left. Whatever it leaves is woken again by <see cref="DeliverySweeper"/>.</summary>
    public async Task WorkAsync(string app, CancellationToken cancellationToken)
    {
        if (!await _slots.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            return;
        }

        try
        {
            await WorkAllAsync(app, cancellationToken);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _slots.Dispose();

    async Task WorkAllAsync(string app, CancellationToken cancellationToken)
    {
        while (await deliveries.ListOpenAsync(app, time.GetUtcNow(), cancellationToken) is [var next, ..])
        {
            try
            {
                await DeployAsync(app, next, cancellationToken);
            }
            catch (UserErrorException e)
            {
                await GiveUpOrWaitAsync(app, next, e.Error, Passing.Contains(e.Error.Code), cancellationToken);
            }
            catch (Exception e) when (e is not (OperationCanceledException or DbException))
            {
                Broke(e, next.Id);
                await GiveUpOrWaitAsync(app, next, new UserError("server.error", "Something went wrong inside PipelineDeploy", "The server's log has the whole story."), mayPass: true, cancellationToken);
            }

            watch.Tell(next.HookId);
        }
    }

    async Task DeployAsync(string app, Delivery delivery, CancellationToken cancellationToken)
    {
        if (delivery.Unreadable is { } unreadable)
        {
            throw new UserErrorException(unreadable);
        }

        if (await hooks.FindAsync(delivery.HookId, cancellationToken) is not { Webhook: var webhook } kept)
        {
            return;
        }

        // What the ref is from now on covers all that has been told of it until now.
        var covered = (await deliveries.ListOpenAsync(app, null, cancellationToken)).Where(one => one.HookId == delivery.HookId && one.Event.Ref == delivery.Event.Ref && one.Id != delivery.Id).ToList();
        var (repository, _) = await webhooks.ScopeAsync(webhook, cancellationToken);
        var source = await git.FetchAsync(app, repository ?? throw new UserErrorException("git.noUrl", $"{app} has no repository any more"), delivery.Event.Ref, cancellationToken);
        // Not one that has begun: what it has frozen of the app's settings may be older than this push.
        var queued = (await runs.ListAsync(app, null, 1, cancellationToken)).FirstOrDefault(run => IsQueuedFor(run, source.Git!));
        var run = queued ?? await StartAsync(webhook, delivery, source, cancellationToken);
        // The run of an earlier try of this delivery may build what the ref was then.
        var built = GitOrigin.Of(run.Inputs) ?? source.Git!;
        var verdict = queued is null
            ? new WebhookVerdict(WebhookVerdict.Started, $"Run {run.Id} deploys {built.Ref} at {built.Commit}.")
            : new WebhookVerdict(WebhookVerdict.Merged, $"Run {run.Id}, which had not begun yet, deploys {built.Commit} already.");
        var joined = new WebhookVerdict(WebhookVerdict.Merged, $"Run {run.Id} deploys {built.Commit}, which {built.Ref} was when it was fetched for a push before this one.");
        await deliveries.SettleAsync(
            [new Settlement(delivery.Id, verdict, run.Id, built.Commit, kept.TellsStatus ? StatusKinds.Of(webhook.Host) : null), .. covered.Select(one => new Settlement(one.Id, joined, run.Id))],
            time.GetUtcNow(), cancellationToken);
    }

    Task<Run> StartAsync(Webhook webhook, Delivery delivery, DeploySource source, CancellationToken cancellationToken) => starter.StartAsync(
        webhook.App, source, "webhook", WebhookHosts.WordOf(webhook.Host), FormattableString.Invariant($"webhook:{delivery.Id}"), choice: null, cancellationToken);

    static bool IsQueuedFor(Run run, GitOrigin origin) =>
        (run.State == RunState.Queued || run.Hold is not null) && GitOrigin.Of(run.Inputs) is { } built && built.Url == origin.Url && built.Commit == origin.Commit;

    Task GiveUpOrWaitAsync(string app, Delivery delivery, UserError error, bool mayPass, CancellationToken cancellationToken)
    {
        var reason = error.InOneLine();
        return mayPass && delivery.Tries < Pauses.Length
            ? deliveries.RetryAsync(app, delivery.Id, reason, time.GetUtcNow() + Pauses[delivery.Tries], cancellationToken)
            : deliveries.SettleAsync([new Settlement(delivery.Id, new WebhookVerdict(WebhookVerdict.Failed, reason))], time.GetUtcNow(), cancellationToken);
    }

    [LoggerMessage(EventId = 340, Level = LogLevel.Error, Message = "Delivery {Delivery} of a webhook broke; it is tried again")]
    partial void Broke(Exception e, long delivery);
}
