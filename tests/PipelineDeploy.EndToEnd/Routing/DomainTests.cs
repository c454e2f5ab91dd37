using System.Net;
using PipelineDeploy.EndToEnd.Stack;
using PipelineDeploy.TestKit.Tls;

namespace PipelineDeploy.EndToEnd.Routing;

/// <summary>What people reach an app by, from the command line to the router.</summary>
[Collection(OtherStackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class DomainTests(DeployStack stack) : IDisposable
{
    readonly HttpsClient _https = new(stack.Router.HttpsEndPoint);

    public void Dispose() => _https.Dispose();

    [Fact]
    public async Task A_domain_gets_a_certificate_and_HTTP_leads_there_while_visitors_lose_nothing_and_a_switch_is_counted_over_HTTPS()
    {
        var app = await stack.NewAppAsync("secure");
        var domain = $"{app}.example";
        await stack.DeployVersionAsync(app, "v1");
        var certificate = TestCertificate.For(domain);
        var folder = Directory.CreateTempSubdirectory("pd-e2e-cert-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "chain.pem"), certificate.Chain);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "key.pem"), certificate.Key);
        await using var visitor = new Visitor(app, stack.RouterPort);

        (await stack.CliAsync("domains", "set", domain, $"{app}.localhost", "-a", app)).ExitCode.ShouldBe(0);
        var added = await stack.CliAsync("certs", "add", "--cert", Path.Combine(folder.FullName, "chain.pem"), "--key", Path.Combine(folder.FullName, "key.pem"), "-a", app);
        added.ExitCode.ShouldBe(0, added.Errors);
        var answer = await _https.AskAsync(domain, "/", HttpVersion.Version20);
        (answer.Status, answer.Body, answer.Thumbprint).ShouldBe((200, "Hello from v1", certificate.Thumbprint));
        await stack.Client.SetSettingAsync(app, "redirectHttps", "true");
        var run = await stack.DeployVersionAsync(app, "v2");

        await visitor.LeaveContentAsync("Hello from v1", "Hello from v2");
        run.Steps.Single(step => step.Id == "switch").Note.ShouldNotBeNull().ShouldMatch("^traffic goes to v2; 0 of [1-9][0-9,]* requests failed meanwhile$");
        (await stack.LogOfAsync(run)).ShouldContain($"https://{domain}:{stack.Router.HttpsEndPoint.Port}");
        (await _https.AskAsync(domain)).Body.ShouldBe("Hello from v2");
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task An_app_in_maintenance_is_deployed_unseen_and_stays_in_it_whatever_is_restarted()
    {
        var app = await stack.NewAppAsync("paused");
        await stack.DeployVersionAsync(app, "v1");

        (await stack.CliAsync("maintenance", "on", "--message", "Back at <noon>.", "-a", app)).ExitCode.ShouldBe(0);
        (await stack.DeployVersionAsync(app, "v2")).State.ShouldBe("succeeded");
        await stack.Server.Process.KillAsync();
        await stack.KillRouterAsync();
        await stack.StartRouterAsync();

        await ShouldBePausedAsync();
        await stack.Server.StartAsync();
        await stack.Server.ReadyAsync();
        await ShouldBePausedAsync();
        await stack.Client.EndMaintenanceAsync(app);
        (await Visitor.AskAsync(app, stack.RouterPort)).ShouldBe((200, "Hello from v2"));

        async Task ShouldBePausedAsync()
        {
            var (status, body) = await Visitor.AskAsync(app, stack.RouterPort);
            status.ShouldBe(503);
            body.ShouldContain("Back at &lt;noon&gt;.");
        }
    }
}
