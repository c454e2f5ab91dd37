using System.Text;
using PipelineDeploy.Contracts;
using PipelineDeploy.Server.Telemetry;
using PipelineDeploy.Server.Tests.Runs;
using PipelineDeploy.TestKit.Http;

namespace PipelineDeploy.Server.Tests.Telemetry;

/// <summary>A server that sends what it tells of itself to a collector on loopback, and has no Docker, so that every deploy fails.</summary>
public sealed class MeasuredServer : RunningServer
{
    internal Receiver Collector { get; } = new(_ => (200, ""));

    protected override string? DockerHost => $"unix://{Folder}/no-docker.sock";

    protected override string? PublicUrl => "https://deploy.example.com";

    protected override ServerOptions Adjust(ServerOptions options) => options with { Telemetry = new TelemetryOptions(Collector.Address, IsHttp: true) };
}

[Trait("Category", "Integration")]
public sealed class TelemetryTests
{
    [Fact]
    public async Task A_deploy_is_one_trace_from_the_door_to_its_steps_and_is_counted()
    {
        var server = new MeasuredServer();
        await server.InitializeAsync();
        using var collector = server.Collector;
        await server.CreateAppAsync("traced");
        var door = "4bf92f3577b34da6a3ce929d0e0e4736";
        var accepted = await server.DeployAsync("traced", Deploying.BrokenBuild(), ("traceparent", $"00-{door}-00f067aa0ba902b7-01"));
        var run = await server.EndOfAsync(accepted.Read(WireJson.Default.RunView).Id);
        run.State.ShouldBe("failed");
        (await server.Database.ScalarAsync<string>($"select trace_parent from runs where id = {run.Id}")).ShouldStartWith($"00-{door}-");
        (await server.SendAsync(HttpMethod.Get, "/healthz")).Status.ShouldBe(200);
        // The last of everything is sent when the server stops.
        await server.DisposeAsync();

        var traces = Sent(collector, "/v1/traces");
        traces.ShouldContain("cicd.pipeline.task.name");
        traces.ShouldContain($"{run.Id}/build/1");
        traces.ShouldContain($"RUN {run.Pipeline}");
        traces.ShouldContain($"https://deploy.example.com/runs/{run.Id}#steps");
        traces.ShouldContain("docker.unreachable");
        traces.ShouldContain("POST /api/v1/apps/{app}/deploys");
        traces.ShouldNotContain("/healthz");
        Occurrences(collector, "/v1/traces", Convert.FromHexString(door)).ShouldBeGreaterThanOrEqualTo(3, "the door, the step and the run are spans of the caller's trace");
        var metrics = Sent(collector, "/v1/metrics");
        string[] names = ["cicd.pipeline.run.duration", "cicd.pipeline.run.active", "cicd.pipeline.run.errors", "http.server.request.duration"];
        names.ShouldAllBe(name => metrics.Contains(name, StringComparison.Ordinal));
        Sent(collector, "/v1/logs").ShouldContain("service.name");
    }

    static string Sent(Receiver collector, string path) => string.Concat(collector.Requests.Where(request => request.Path == path).Select(request => Encoding.Latin1.GetString(request.Bytes)));

    static int Occurrences(Receiver collector, string path, byte[] wanted) => Sent(collector, path).Split(Encoding.Latin1.GetString(wanted)).Length - 1;
}
