using PipelineDeploy.Server.Tests.Runs;

namespace PipelineDeploy.Server.Tests.Routing;

/// <summary>A server that is told to use another router than HAProxy.</summary>
[Trait("Category", "Integration")]
public sealed class RouterChoiceTests(RouterChoiceTests.OfNginx server) : IClassFixture<RouterChoiceTests.OfNginx>
{
    [Fact]
    public async Task The_chosen_router_finds_its_configuration_and_no_other_one_does()
    {
        (await File.ReadAllTextAsync(Path.Combine(server.Folder, "router", "nginx.conf"))).ShouldContain("listen 127.0.0.1:8080 default_server;");
        File.Exists(Path.Combine(server.Folder, "router", "haproxy.cfg")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_deploy_that_would_watch_the_traffic_is_refused_before_it_begins_where_the_router_does_not_count()
    {
        await server.SendAsync(HttpMethod.Post, "/api/v1/apps", """{"name":"shop"}""");
        using var body = new ByteArrayContent(Deploying.BrokenBuild());
        body.Headers.ContentType = new("application/x-tar");

        var problem = (await server.SendAsync(HttpMethod.Post, "/api/v1/apps/shop/deploys?pipeline=canary", body)).ShouldBeProblem(409, "router.noCounters");

        problem.Title.ShouldBe("The step 'canary' (canary) judges a version by the answers that the router counts for it, and nginx counts none");
    }

    public sealed class OfNginx : RunningServer
    {
        protected override string Router => "nginx";
    }
}
