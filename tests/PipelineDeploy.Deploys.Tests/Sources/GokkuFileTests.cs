using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Sources;

public sealed class GokkuFileTests
{
    const string Documented =
        """
        defaults:
          lang: go
        apps:
          api:
            lang: go
            build:
              type: docker
              path: ./cmd/api
              dockerfile: docker/Dockerfile
            deployment:
              keep_images: 7
              keep_releases: 10
              restart_policy: on-failure
              restart_delay: 10
              post_deploy:
                - npm run db:migrate
                - npm run cache:warm
          web:
            path: ./web
            deployment:
              keep_images: 2
        """;

    [Theory]
    [InlineData("api")]
    [InlineData("api-production")]
    public void What_its_documents_show_is_read_for_the_app_of_that_name_in_any_environment(string app)
    {
        var file = GokkuFile.Parse(app, Documented);

        file.Settings.ShouldBe(
            new Dictionary<string, string>
            {
                ["dockerfile"] = "docker/Dockerfile",
                ["keepImages"] = "7",
                ["restartPolicy"] = "on-failure",
                ["restartDelay"] = "10s",
                ["postDeployCommand"] = """["sh","-c","npm run db:migrate \u0026\u0026 npm run cache:warm"]""",
            },
            ignoreOrder: true);
        file.Warnings.Select(warning => warning.Split('\'')[1]).ShouldBe(["apps.api.lang", "apps.api.build.type", "apps.api.deployment.keep_releases"]);
    }

    [Fact]
    public void The_only_app_of_a_file_is_meant_whatever_its_name_and_of_several_only_that_one()
    {
        GokkuFile.Parse("shop", "apps:\n  - name: api\n    deployment: {keep_images: 3}\n").Settings["keepImages"].ShouldBe("3");
        GokkuFile.Parse("shop", Documented).Settings.ShouldBeEmpty();
        GokkuFile.Parse("web", Documented).Settings["keepImages"].ShouldBe("2");
        GokkuFile.Parse("apiary", Documented).Settings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("apps:\n")]
    [InlineData("apps: {api: }\n")]
    [InlineData("- a list\n")]
    public void A_file_without_an_app_says_nothing(string text) => GokkuFile.Parse("api", text).Settings.ShouldBeEmpty();

    [Theory]
    [InlineData("apps:\n  api:\n    deployment: {keep_images: many}\n", "setting.badValue", "'apps.api.deployment.keep_images'")]
    [InlineData("apps:\n  api:\n    deployment: {restart_policy: sometimes}\n", "setting.badValue", "restart_policy")]
    [InlineData("apps:\n  api:\n    build: {dockerfile: ../Dockerfile}\n", "setting.badValue", "dockerfile")]
    [InlineData("apps:\n  api:\n    build: {dockerfile: [a]}\n", "source.badGokku", "apps.api.build.dockerfile")]
    [InlineData("apps:\n  api:\n    deployment: 5\n", "source.badGokku", "apps.api.deployment")]
    [InlineData("apps:\n  api:\n    deployment: {post_deploy: ls}\n", "source.badGokku", "post_deploy")]
    [InlineData("apps:\n  api: {a: 1, a: 2}\n", "source.badYaml", "line 2")]
    [InlineData("apps: &x\n  api: *x\n", "source.badYaml", "line 2")]
    [InlineData("apps: {\n", "source.badYaml", "gokku.yml line")]
    [InlineData("apps: {[a]: 1}\n", "source.badYaml", "a key must be a text")]
    public void A_mistake_is_told_with_its_place(string text, string code, string says)
    {
        var error = Should.Throw<UserErrorException>(() => GokkuFile.Parse("api", text)).Error;

        error.Code.ShouldBe(code);
        error.Message.ShouldContain("gokku.yml");
        error.Message.ShouldContain(says);
        error.Hint.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void One_that_is_nested_to_exhaust_the_server_is_refused() =>
        Should.Throw<UserErrorException>(() => GokkuFile.Parse("api", string.Concat(Enumerable.Repeat("[", 100_000)))).Error.Code.ShouldBe("source.badYaml");

    [Fact]
    public void A_file_in_the_app_stands_above_what_is_set_for_it()
    {
        var settings = EffectiveSettings.Resolve(new Dictionary<string, string>(), new Dictionary<string, string> { ["keepImages"] = "9", ["checksWait"] = "1s" })
            .Under(new Dictionary<string, string> { ["keepImages"] = "7" });

        (settings["keepImages"].Value, settings["keepImages"].Origin).ShouldBe(("7", "file"));
        (settings["checksWait"].Value, settings["checksWait"].Origin).ShouldBe(("1s", "app"));
    }
}
