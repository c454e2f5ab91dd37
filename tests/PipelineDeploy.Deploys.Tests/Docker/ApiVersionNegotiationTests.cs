using PipelineDeploy.Deploys.Docker;

namespace PipelineDeploy.Deploys.Tests.Docker;

public sealed class ApiVersionNegotiationTests
{
    [Theory]
    [InlineData("1.41", "1.12", "1.41")]
    [InlineData("1.43", null, "1.43")]
    [InlineData("1.52", "1.44", "1.44")]
    [InlineData("2.0", "1.40", "1.44")]
    public void The_highest_version_that_both_speak_is_chosen(string highest, string? lowest, string chosen) =>
        ApiVersionNegotiation.Choose("x", highest, lowest).ShouldBe(chosen);

    [Theory]
    [InlineData("1.40", null, "too old")]
    [InlineData("1.9", null, "too old")]
    [InlineData("1.60", "1.50", "too new")]
    [InlineData("", null, "which is none")]
    [InlineData(null, null, "which is none")]
    public void An_engine_that_shares_no_version_is_refused_clearly(string? highest, string? lowest, string reason) =>
        Should.Throw<ContainerEngineException>(() => ApiVersionNegotiation.Choose("19.03.1", highest, lowest)).Message.ShouldContain(reason);
}
