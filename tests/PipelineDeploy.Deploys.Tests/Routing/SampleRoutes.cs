using System.Runtime.CompilerServices;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Routing.Haproxy;
using PipelineDeploy.TestKit.Tls;

namespace PipelineDeploy.Deploys.Tests.Routing;

/// <summary>Short ways to say what a test is about.</summary>
static class SampleRoutes
{
    public static readonly HaproxyOptions Options = new() { Directory = "/srv/router", Bind = ["127.0.0.1:8080"] };

    public static Route[] TwoApps =>
    [
        new("hello", 7, ["hello.localhost"], [Target("v8-web-1", 9008), Target("v7-web-1", 9007, 0)]),
        new("api", 12, ["api.example.com", "www.example.com"], []),
    ];

    public static Route App(string app, long generation, params RouteTarget[] targets) => new(app, generation, [$"{app}.localhost"], targets);

    public static RouteTarget Target(string name, int port, int weight = 100) => new(name, "127.0.0.1", port, weight);

    /// <summary>A certificate as a domain's, with its key.</summary>
    public static RouteCertificate Of(TestCertificate certificate, string domain) => RouteCertificate.Of(domain, certificate.Chain + "\n" + certificate.Key + "\n");

    /// <summary>Api with a certificate that leads there, the others in maintenance.</summary>
    public static IReadOnlyList<Route> Secured(IEnumerable<Route> routes) =>
    [
        .. routes.Select(route => route.App == "api"
            ? route with { Certificates = [new("api.example.com", "0123456789abcdef01234567")], RedirectsHttps = true }
            : route with { Maintenance = "Back at noon." }),
    ];

    /// <summary>A file of the folder Golden.</summary>
    public static string Golden(string name, [CallerFilePath] string here = "") => File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "Golden", name));

    public static ServerState Seen(string backend, string name, int port, int weight = 100, bool isReady = true, int inUse = 0) =>
        new(backend, name, "127.0.0.1", port, weight, isReady, inUse);
}
