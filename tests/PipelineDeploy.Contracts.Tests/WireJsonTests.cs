using System.Text.Json;

namespace PipelineDeploy.Contracts.Tests;

public sealed class WireJsonTests
{
    [Fact]
    public void Names_are_camel_case() =>
        JsonSerializer.Serialize(new SettingView("a", "b", "default", "d"), WireJson.Default.SettingView)
            .ShouldBe("""{"name":"a","value":"b","origin":"default","description":"d"}""");

    [Fact]
    public void A_run_comes_back_as_it_went()
    {
        var run = Sample.Run("failed", new RunError("checks.failed", "m", "h", "d", "check"), Sample.Step("check", "failed"));

        var back = JsonSerializer.Deserialize(JsonSerializer.Serialize(run, WireJson.Default.RunView), WireJson.Default.RunView)!;

        back.Steps.ShouldBe(run.Steps);
        (back with { Steps = run.Steps }).ShouldBe(run);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"name":null}""")]
    public void An_app_without_a_name_is_refused(string json) =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize(json, WireJson.Default.CreateApp));

    [Fact]
    public void What_a_newer_version_adds_is_ignored() =>
        JsonSerializer.Deserialize("""{"name":"shop","colour":"blue"}""", WireJson.Default.CreateApp).ShouldBe(new CreateApp("shop"));
}
