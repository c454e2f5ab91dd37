using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Tests.Runs;
using PipelineDeploy.TestKit.Tls;

namespace PipelineDeploy.Server.Tests.Domains;

[Trait("Category", "Integration")]
public sealed class MaintenanceRequestTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task It_is_switched_on_with_a_message_told_with_the_app_and_switched_off()
    {
        await server.CreateAppAsync("paused");

        var on = (await SendAsync(HttpMethod.Put, "paused", """{"message":" Back at noon.\r\nSorry. "}""")).Read(WireJson.Default.MaintenanceView);

        (on.IsOn, on.Message, on.By).ShouldBe((true, "Back at noon.\nSorry.", "admin"));
        (await SendAsync(HttpMethod.Get, "paused")).Read(WireJson.Default.MaintenanceView).ShouldBe(on);
        (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/paused")).Read(WireJson.Default.AppView).Maintenance.ShouldBe(on);
        Pages().ShouldContain(page => page.Contains("Back at noon."));
        (await SendAsync(HttpMethod.Delete, "paused")).Read(WireJson.Default.MaintenanceView).ShouldBe(new MaintenanceView(IsOn: false));
        (await SendAsync(HttpMethod.Delete, "paused")).Status.ShouldBe(200);
        (await server.SendAsync(HttpMethod.Get, "/api/v1/apps/paused")).Read(WireJson.Default.AppView).Maintenance.ShouldBeNull();

        IEnumerable<string> Pages() => Directory.GetFiles(Path.Combine(server.Folder, "router"), "page-*.html").Select(File.ReadAllText);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"message":null}""")]
    [InlineData("""{"message":"  "}""")]
    public async Task Without_a_message_the_usual_one_is_shown(string body)
    {
        var app = $"wordless-{Guid.CreateVersion7():n}"[..32];
        await server.CreateAppAsync(app);

        (await SendAsync(HttpMethod.Put, app, body)).Read(WireJson.Default.MaintenanceView).Message.ShouldNotBeNull().ShouldContain("back soon");
    }

    [Fact]
    public async Task A_message_that_is_too_long_or_no_text_is_refused()
    {
        await server.CreateAppAsync("talks");

        (await SendAsync(HttpMethod.Put, "talks", $$"""{"message":"{{new string('x', 501)}}"}""")).ShouldBeProblem(400, "maintenance.badMessage").Title.ShouldNotBeNull().ShouldContain("501");
        (await SendAsync(HttpMethod.Put, "talks", """{"message":"a\u0007b"}""")).ShouldBeProblem(400, "maintenance.badMessage");
        (await SendAsync(HttpMethod.Put, "talks", """{"message":5}""")).ShouldBeProblem(400, "request.badField");
        (await SendAsync(HttpMethod.Get, "talks")).Read(WireJson.Default.MaintenanceView).IsOn.ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_port_for_HTTPS_a_certificate_is_refused_with_how_to_get_one()
    {
        await server.CreateAppAsync("plain-only");
        var certificate = TestCertificate.For("plain-only.localhost");
        var body = System.Text.Json.JsonSerializer.Serialize(new SetCertificate(certificate.Chain, certificate.Key), WireJson.Default.SetCertificate);

        var problem = (await server.SendAsync(HttpMethod.Put, "/api/v1/apps/plain-only/certificates", body)).ShouldBeProblem(409, "cert.noHttps");

        problem.Hint.ShouldNotBeNull().ShouldContain("PIPELINEDEPLOY_ROUTER_BIND_HTTPS");
    }

    Task<Answer> SendAsync(HttpMethod method, string app, string? body = null) => server.SendAsync(method, $"/api/v1/apps/{app}/maintenance", body);
}
