using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.OneOffs;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.OneOffs;

public sealed class DeployCommandsTests
{
    const string AppJson = """{"scripts": {"dokku": {"predeploy": "bin/pre", "postdeploy": "bin/post --all"}}}""";
    static readonly JsonObject Settings = new() { ["migrationCommand"] = "bin/set", ["postDeployCommand"] = "bin/after" };

    [Theory]
    [InlineData("web: ./serve\nrelease: bin/release\n", AppJson, "bin/release")]
    [InlineData("web: ./serve\n", AppJson, "bin/pre")]
    [InlineData("\uFEFFrelease: bin/release\r\n", null, "bin/release")]
    [InlineData("# release: no\nreleases: no", null, "bin/set")]
    [InlineData("", null, "bin/set")]
    [InlineData(null, "{}", "bin/set")]
    [InlineData(null, """{"scripts": {"postdeploy": "heroku's"}}""", "bin/set")]
    public void What_the_app_says_of_its_migration_stands_above_the_setting(string? procfile, string? appJson, string expected) =>
        DeployCommands.Of(procfile, appJson, Settings).Migration!.Words.ShouldBe([expected]);

    [Fact]
    public void What_is_run_after_the_switch_comes_from_app_json_or_the_setting()
    {
        DeployCommands.Of(null, AppJson, Settings).PostDeploy!.Words.ShouldBe(["bin/post", "--all"]);
        DeployCommands.Of(null, null, Settings).PostDeploy!.Words.ShouldBe(["bin/after"]);
    }

    [Fact]
    public void Without_any_of_them_there_is_none()
    {
        DeployCommands.Of(null, null, null).ShouldBe(new DeployCommands(null, null));
        DeployCommands.Of(null, null, new JsonObject { ["migrationCommand"] = "" }).ShouldBe(new DeployCommands(null, null));
    }

    [Theory]
    [InlineData("{\n  \"scripts\": }", "app.json line 2")]
    [InlineData("""{"scripts": {"dokku": {"predeploy": ["a"]}}}""", "scripts.dokku.predeploy")]
    public void A_broken_app_json_is_told_with_its_place(string text, string expected)
    {
        var error = Should.Throw<UserErrorException>(() => DeployCommands.Of(null, text, null)).Error;

        error.Code.ShouldBe("source.badAppJson");
        error.Message.ShouldContain(expected);
    }
}
