using PipelineDeploy.Server.Telemetry;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Tests.Telemetry;

public sealed class TelemetryOptionsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_an_endpoint_nothing_is_sent(string? endpoint) => TelemetryOptions.Parse(endpoint, "http/protobuf").ShouldBeNull();

    [Theory]
    [InlineData("http://collector:4317", null, "http://collector:4317/")]
    [InlineData("http://collector:4317", "grpc", "http://collector:4317/")]
    [InlineData("http://collector:4318", "http/protobuf", "http://collector:4318/v1/traces")]
    [InlineData("https://collector/otlp/", "http/protobuf", "https://collector/otlp/v1/traces")]
    public void By_http_each_signal_has_a_path_of_its_own(string endpoint, string? protocol, string traces) =>
        TelemetryOptions.Parse(endpoint, protocol)!.Of("traces").ToString().ShouldBe(traces);

    [Theory]
    [InlineData("collector:4317", null, "telemetry.badEndpoint")]
    [InlineData("ftp://collector", null, "telemetry.badEndpoint")]
    [InlineData("http://collector:4318", "http/json", "telemetry.badProtocol")]
    public void What_cannot_be_used_is_told(string endpoint, string? protocol, string code) =>
        Should.Throw<UserErrorException>(() => TelemetryOptions.Parse(endpoint, protocol)).Error.Code.ShouldBe(code);
}
