using PipelineDeploy.Deploys.Routing.Haproxy;
using PipelineDeploy.TestKit.Routing;

namespace PipelineDeploy.Deploys.Tests.Routing;

/// <summary>One real HAProxy, a router for it and the apps behind it.</summary>
sealed class RouterFixture : RouterWorld
{
    RouterFixture(HaproxyProcess haproxy)
        : base(haproxy) => Haproxy = haproxy;

    public HaproxyProcess Haproxy { get; }

    public string ConfigFile => Haproxy.ConfigFile;

    public static async Task<RouterFixture> StartAsync()
    {
        var fixture = new RouterFixture(new HaproxyProcess());
        await fixture.BeginAsync();
        return fixture;
    }

    public HaproxyRouter NewRouter() => (HaproxyRouter)Haproxy.NewRouter();

    /// <summary>The servers that the running HAProxy has, wanted or left over.</summary>
    public async Task<IEnumerable<string>> ServersAsync()
    {
        var worker = await new MasterCli(Haproxy.Options, TimeProvider.System).CurrentAsync(CancellationToken.None);
        return (await worker.ServersAsync(CancellationToken.None)).Select(server => server.Name);
    }
}
