using System.Net;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.TestKit.Routing;

namespace PipelineDeploy.Benchmarks.Switching;

/// <summary>A proxy that carries <c>hello.localhost</c>, told by the router that deploys use to carry it to another app.</summary>
sealed class RouterSwitch(RouterProcess process) : IAsyncDisposable
{
    readonly ITrafficRouter _router = process.NewRouter();
    RouteTarget? _old;
    RouteTarget? _serving;
    int _generation;

    /// <summary>What the row is called.</summary>
    public string Name => _router.Name;

    /// <summary>Where it takes requests.</summary>
    public IPEndPoint EndPoint => process.EndPoint;

    /// <summary>Starts it with a first app.</summary>
    public async Task StartAsync(EchoServer first)
    {
        await ((IRouterProgram)_router).PrepareAsync(CancellationToken.None);
        await process.StartAsync();
        await SwitchAsync(first);
    }

    /// <summary>Makes new requests go to the next app.</summary>
    public Task SwitchAsync(EchoServer next)
    {
        _old = _serving;
        _serving = new RouteTarget($"v{_generation + 1}", "127.0.0.1", next.Port, 100);
        return ApplyAsync(_old is null ? [_serving] : [_serving, _old with { Weight = 0 }]);
    }

    /// <summary>Waits until the app before holds no request; it is stopped right after.</summary>
    public async Task DrainAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (_old is not null && await _router.CountConnectionsAsync("hello", _old.Name, deadline.Token) > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, deadline.Token);
    }

    /// <summary>Forgets the app before.</summary>
    public Task RetireAsync() => ApplyAsync([_serving!]);

    public ValueTask DisposeAsync() => process.DisposeAsync();

    Task ApplyAsync(RouteTarget[] targets) =>
        _router.ApplyAsync([new Route("hello", ++_generation, ["hello.localhost"], targets)], CancellationToken.None);
}
