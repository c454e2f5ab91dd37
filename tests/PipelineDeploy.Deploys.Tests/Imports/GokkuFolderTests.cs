using PipelineDeploy.Deploys.Imports;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Imports;

public sealed class GokkuFolderTests
{
    const string Yaml = "apps:\n  api:\n    lang: go\n    deployment:\n      keep_images: 3\n      restart_policy: on-failure\n  worker:\n    deployment:\n      keep_images: 9\n";

    [Fact]
    public void Its_file_and_its_variables_become_settings_and_config_and_what_is_not_done_is_named()
    {
        var plan = GokkuFolder.Read("api-production", Files(("gokku.yml", Yaml), (".env", "PORT=8080\nZERO_DOWNTIME=true\nHEALTH_CHECK_PATH=/health\nKEY=a\n")));

        plan.Variables.Keys.ShouldBe(["KEY"]);
        plan.Settings.ShouldBe(
            new Dictionary<string, string> { ["port"] = "8080", ["zeroDowntime"] = "true", ["healthCheckPath"] = "/health", ["keepImages"] = "3", ["restartPolicy"] = "on-failure" }, ignoreOrder: true);
        plan.Notes.ShouldHaveSingleItem().ShouldContain("apps.api.lang");
        plan.Next.ShouldBe(["pdeploy deploy -a api-production"]);
    }

    [Fact]
    public void What_is_set_among_the_variables_stands_above_the_file() =>
        GokkuFolder.Read("api", Files(("gokku.yml", Yaml), (".env", "KEEP_IMAGES=7"))).Settings["keepImages"].ShouldBe("7");

    [Theory]
    [InlineData("gokku.yml", "apps:\n  api: [", "source.badYaml", "gokku.yml line ")]
    [InlineData(".env", "A\n", "import.badFolder", "nothing was changed")]
    public void A_mistake_is_told_with_its_place(string file, string text, string code, string message)
    {
        var error = Should.Throw<UserErrorException>(() => GokkuFolder.Read("api", Files((file, text)))).Error;

        error.Code.ShouldBe(code);
        error.Message.ShouldContain(message);
    }

    static Dictionary<string, string> Files(params (string Name, string Text)[] files) => files.ToDictionary(file => file.Name, file => file.Text);
}
