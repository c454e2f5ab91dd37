using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Tests.Runs;

namespace PipelineDeploy.Server.Tests.Sources;

/// <summary>A compose file comes in by the door of deploys; what is wrong with it is told before there is a run.</summary>
[Trait("Category", "Integration")]
public sealed class ComposeRequestTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("services: {web: {build: ., privileged: true}}", "source.composeRefused", "docker-compose.yml line 1: 'services.web.privileged' is not given to containers here: it would let the app reach the host or other apps")]
    [InlineData("services: {web: {build: ., network_mode: host}}", "source.composeRefused", "docker-compose.yml line 1: 'services.web.network_mode: host' is not given to containers here: it would let the app reach the host or other apps")]
    [InlineData("services:\n  web:\n    build: .\n    cpus: many", "source.badCompose", "docker-compose.yml line 4: 'services.web.cpus' cannot be 'many'")]
    [InlineData("services: [", "source.badYaml", null)]
    [InlineData("services: {web: {build: a}, api: {build: b}}", "source.composeService", "The source has no Dockerfile, and its docker-compose.yml builds several services: web, api")]
    public async Task A_file_that_cannot_be_used_makes_no_run(string compose, string code, string? message)
    {
        var app = $"composed-{compose.Length}-{code.Length}";
        await server.CreateAppAsync(app);

        var answer = await DeployAsync(app, "", compose);

        var problem = answer.ShouldBeProblem(400, code);
        problem.Hint.ShouldNotBeNullOrEmpty();
        (message is null || problem.Title == message).ShouldBeTrue(problem.Title);
        (await server.SendAsync(HttpMethod.Get, $"/api/v1/runs?app={app}")).Read(WireJson.Default.RunPage).Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("input=composeService=wbe&input=healthCheckCommand=ok", "source.composeService")]
    [InlineData("input=composeService=-x&input=healthCheckCommand=ok", "setting.badValue")]
    [InlineData("input=composeService=web&input=healthCheckCommand='", "checks.badCommand")]
    [InlineData("input=composeService=web", "run.badInput")]
    [InlineData("input=healthCheckCommand=ok", "run.badInput")]
    public async Task A_swap_that_cannot_be_is_refused(string inputs, string code)
    {
        var app = $"swapped-{inputs.Length}-{code.Length}";
        await server.CreateAppAsync(app);

        (await DeployAsync(app, $"?pipeline=compose-swap&{inputs}", "services: {web: {build: .}}")).ShouldBeProblem(400, code);
    }

    [Fact]
    public async Task What_the_file_says_is_frozen_with_the_run_and_no_config_variable_is_in_it()
    {
        await server.CreateAppAsync("frozen");
        await server.SendAsync(HttpMethod.Patch, "/api/v1/apps/frozen/config", """{"set":{"KEY":"T0PSECRET-value"}}""");

        var answer = await DeployAsync(
            "frozen", "?pipeline=compose-swap&input=composeService=web&input=healthCheckCommand=./ok&input=composeProject=shop",
            "services: {web: {build: {context: ., args: [K=$KEY]}, mem_limit: 64m, environment: {K: $KEY}, healthcheck: {test: [CMD, ./other]}}}");

        answer.Status.ShouldBe(202, answer.Body);
        var inputs = (await server.Database.ColumnAsync<string>("select inputs::text from runs where subject = 'frozen'")).ShouldHaveSingleItem();
        inputs.ShouldNotContain("T0PSECRET");
        inputs.ShouldContain("\"memoryLimit\": \"64m\"");
        inputs.ShouldContain("\"networks\": \"shop_default?\"");
        inputs.ShouldContain("\"healthCheckCommand\": \"./ok\"");
        inputs.ShouldContain("\"imageHealthCheck\": \"false\"");
    }

    async Task<Answer> DeployAsync(string app, string query, string compose)
    {
        using var body = new ByteArrayContent(Deploying.TarOf(("docker-compose.yml", compose)));
        body.Headers.ContentType = new("application/x-tar");
        return await server.SendAsync(HttpMethod.Post, $"/api/v1/apps/{app}/deploys{query}", body);
    }
}
