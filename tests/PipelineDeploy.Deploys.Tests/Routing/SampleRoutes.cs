using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Routing.Haproxy;

namespace PipelineDeploy.Deploys.Tests.Routing;

/// <summary>Short ways to say what a test is about.</summary>
static class SampleRoutes
{
    public static readonly HaproxyOptions Options = new() { Directory = "/srv/router", Bind = ["127.0.0.1:8080"] };

    public static Route App(string app, long generation, params RouteTarget[] targets) => new(app, generation, [$"{app}.localhost"], targets);

    public static RouteTarget Target(string name, int port, int weight = 100) => new(name, "127.0.0.1", port, weight);

    public static ServerState Seen(string backend, string name, int port, int weight = 100, bool isReady = true, int inUse = 0) =>
        new(backend, name, "127.0.0.1", port, weight, isReady, inUse);
}
