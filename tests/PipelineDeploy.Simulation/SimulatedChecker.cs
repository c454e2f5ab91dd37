using System.Globalization;
using PipelineDeploy.Deploys.Checks;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.TestKit.Docker;

namespace PipelineDeploy.Simulation;

/// <summary>The apps as a check sees them.</summary>
sealed class SimulatedChecker(InMemoryContainerEngine engine, Func<long, Fate> fateOf) : IChecker
{
    const int SlowAtFirst = 2;
    readonly Dictionary<string, int> _asked = [];

    public Task<CheckResult> RunAsync(Check check, string host, int port, TimeSpan timeout, bool forwardedHttps, CancellationToken cancellationToken)
    {
        var container = engine.FindByPort(port);
        var isWell = container is not null && fateOf(RunOf(container)) switch
        {
            Fate.Healthy or Fate.Dies => true,
            Fate.Slow => (_asked[container.Id] = _asked.GetValueOrDefault(container.Id) + 1) > SlowAtFirst,
            _ => false,
        };
        return Task.FromResult(new CheckResult(isWell, isWell ? "answered 200 OK" : "answered 503", isWell ? 200 : 503, TimeSpan.Zero, null, null));
    }

    public Task<CheckResult> ListenAsync(string host, int port, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var isThere = engine.FindByPort(port) is not null;
        return Task.FromResult(new CheckResult(isThere, isThere ? "something listens" : "connection refused", null, TimeSpan.Zero, null, null));
    }

    public static long RunOf(ContainerInfo container) => long.Parse(container.Labels[ContainerLabels.Run], CultureInfo.InvariantCulture);
}
