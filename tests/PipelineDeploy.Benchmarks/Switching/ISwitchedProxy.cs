using System.Net;
using PipelineDeploy.TestKit.Routing;

namespace PipelineDeploy.Benchmarks.Switching;

/// <summary>A proxy that carries <c>hello.localhost</c> and is told to carry it to another app.</summary>
interface ISwitchedProxy : IAsyncDisposable
{
    /// <summary>What the row is called.</summary>
    string Name { get; }

    /// <summary>Where it takes requests.</summary>
    IPEndPoint EndPoint { get; }

    /// <summary>Starts it with a first app.</summary>
    Task StartAsync(EchoServer first);

    /// <summary>Makes new requests go to the next app.</summary>
    Task SwitchAsync(EchoServer next);

    /// <summary>Waits, where the proxy can tell, until the app before holds no request; it is stopped right after.</summary>
    Task DrainAsync();

    /// <summary>Forgets the app before, where it is still known.</summary>
    Task RetireAsync();
}
