using PipelineDeploy.Deploys.Sources;

namespace PipelineDeploy.Deploys.Tests.Sources;

public sealed class AppJsonKeysTests
{
    [Theory]
    [InlineData("buildpacks", "is not taken over: an image is built from a Dockerfile")]
    [InlineData("addons", "is not taken over: ")]
    [InlineData("cron", "is not taken over: schedules here deploy, they run no commands. ")]
    [InlineData("stack", "is not taken over: ")]
    [InlineData("image", "is not taken over: ")]
    [InlineData("environments", "is not taken over: ")]
    [InlineData("success_url", "is not taken over: ")]
    [InlineData("fromation", "is not known")]
    public void What_is_not_done_here_is_named_with_what_to_do(string key, string expected) =>
        AppJsonKeys.WarningsOf($$"""{"{{key}}": []}""").ShouldHaveSingleItem().ShouldStartWith($"app.json: '{key}' {expected}");

    [Fact]
    public void So_are_scripts_that_are_not_run() => AppJsonKeys.WarningsOf("""{"scripts": {"postdeploy": "a", "dokku": {"predeploy": "b", "postdeploy": "c", "build": "d"}}}""").ShouldBe(
        [
            "app.json: 'scripts.postdeploy' is not taken over: what is run at each deploy is scripts.dokku.predeploy and scripts.dokku.postdeploy",
            "app.json: 'scripts.dokku.build' is not known",
        ]);

    [Fact]
    public void What_is_done_or_only_describes_the_app_is_not() => AppJsonKeys.WarningsOf(
        """{"name": "a", "description": "b", "keywords": [], "repository": "c", "website": "d", "logo": "e", "healthchecks": {}, "env": {}, "formation": {}, "scripts": "x"}""").ShouldBeEmpty();
}
