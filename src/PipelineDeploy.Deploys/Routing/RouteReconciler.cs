using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PipelineDeploy.Deploys.Docker;

namespace PipelineDeploy.Deploys.Routing;

/// <summary>
/// Every ten seconds, and at once when told so, looks where the serving containers really are and brings the router to the
/// rows. Docker gives a container another port when it restarts it; the router may have been restarted or changed by hand.
/// </summary>
/// <remarks>
/// Every server does this for its own router and engine, and also while Quartz or the database are in trouble, so it is a loop of the
/// process and no chore that one server does for all.
/// </remarks>
public sealed partial class RouteReconciler(
    IRouteStore store, RouteKeeper keeper, IContainerEngine engine, ContainerLabels labels, DriftWatch drift, TimeProvider time, ILogger<RouteReconciler> logger) : BackgroundService
{
    static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    readonly SemaphoreSlim _look = new(0, 1);
    TimeSpan _pause = Period;
    volatile string? _trouble;

    /// <summary>Why the traffic is not as wanted, as it was last seen; null when it is.</summary>
    public string? Trouble => _trouble;

    /// <summary>Looks soon instead of at the next tick.</summary>
    public void LookNow()
    {
        try
        {
            _look.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is about to look anyway.
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await ReconcileAsync(stoppingToken);
            using var tick = new CancellationTokenSource(_pause, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(tick.Token, stoppingToken);
            try
            {
                await _look.WaitAsync(either.Token);
            }
            catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
            {
                // The tick.
            }
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _look.Dispose();
        base.Dispose();
    }

    async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        // The two halves are independent: a Docker that is down must not keep the router from its routes.
        var containers = await TryAsync(FollowContainersAsync, cancellationToken);
        var router = await TryAsync(keeper.ApplyAsync, cancellationToken);
        var trouble = containers ?? router;
        if (trouble is not null && trouble != _trouble)
        {
            Troubled(trouble);
        }
        else if (trouble is null && _trouble is not null)
        {
            Recovered();
        }

        _trouble = trouble;
    }

    static async Task<string?> TryAsync(Func<CancellationToken, Task> act, CancellationToken cancellationToken)
    {
        try
        {
            await act(cancellationToken);
            return null;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return e.Message;
        }
    }

    async Task FollowContainersAsync(CancellationToken cancellationToken)
    {
        _pause = Period;
        // First the routes: a container that one of them names was there before.
        var routes = await store.ReadAllAsync(cancellationToken);
        var containers = await engine.ListContainersAsync(labels.All(), cancellationToken);
        foreach (var route in routes)
        {
            foreach (var target in route.Targets)
            {
                if (containers.FirstOrDefault(container => container.Id == target.Container) is { } container)
                {
                    await FollowAsync(route, target, container, cancellationToken);
                }
            }
        }

        var next = await drift.LookAsync([.. routes.Select(route => (route, (IReadOnlyList<ContainerInfo>)[.. containers.Where(route.Wants)]))], cancellationToken);
        // A moment later than due: a timer may fire a little early.
        var pause = next - time.GetUtcNow() + TimeSpan.FromMilliseconds(50);
        _pause = pause < TimeSpan.Zero ? TimeSpan.Zero : pause < Period ? pause.Value : Period;
    }

    async Task FollowAsync(AppRoute route, ServingTarget target, ContainerInfo container, CancellationToken cancellationToken)
    {
        if (container.IsRunning && container.PublishedPorts.Values.FirstOrDefault(target.Port) is var port && port != target.Port)
        {
            Moved(route.App, target.Name, target.Port, port);
            await keeper.ChangeAsync(route.App, now => now.Moved(target.Container, port), null, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 300, Level = LogLevel.Warning, Message = "The traffic cannot be brought to what is wanted: {Trouble}")]
    partial void Troubled(string trouble);

    [LoggerMessage(EventId = 301, Level = LogLevel.Information, Message = "The traffic is as wanted again")]
    partial void Recovered();

    [LoggerMessage(EventId = 302, Level = LogLevel.Information, Message = "{App}: {Target} moved from port {From} to {To}")]
    partial void Moved(string app, string target, int from, int to);
}
