using PipelineDeploy.TestKit.Routing;

namespace PipelineDeploy.Deploys.Tests.Routing;

public sealed class HaproxyContractTests : RouterContract
{
    protected override RouterProcess NewProcess() => new HaproxyProcess();

    protected override void RefusalNames(string message, string place) => message.ShouldContain("haproxy -c -f");
}

public sealed class NginxContractTests : RouterContract
{
    protected override RouterProcess NewProcess() => new NginxProcess();

    // A reload closes idle connections of clients; who is asking on one just then is not answered.
    protected override int LostAtSwitch => RouterWorld.LoadConnections;
}

public sealed class CaddyContractTests : RouterContract
{
    protected override RouterProcess NewProcess() => new CaddyProcess();

    // As with nginx: it closes idle connections of clients with each configuration.
    protected override int LostAtSwitch => RouterWorld.LoadConnections;

    // Debian's Caddy ends them with the configuration that they began with.
    protected override bool KeepsWebSockets => false;
}
