using PipelineDeploy.Deploys.Imports;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Imports;

public sealed class DokkuFolderTests
{
    // As dokku writes them: up to 0.10 by its shell scripts, from 0.11 on by godotenv.
    public static TheoryData<string> Envs =>
    [
        "export DATABASE_URL='postgres://u:it'\\''s@db/x'\nexport DOKKU_CHECKS_WAIT='3'\n",
        "DATABASE_URL=\"postgres://u:it's@db/x\"\nDOKKU_CHECKS_WAIT=3",
    ];

    [Theory]
    [MemberData(nameof(Envs))]
    public void Its_variables_are_config_and_those_that_are_settings_are_settings(string env)
    {
        var plan = DokkuFolder.Read("shop", Files(("ENV", env)));

        plan.Variables.ShouldBe(new Dictionary<string, string> { ["DATABASE_URL"] = "postgres://u:it's@db/x" });
        plan.Settings.ShouldBe(new Dictionary<string, string> { ["checksWait"] = "3s" });
        plan.Next.ShouldBe(["pdeploy deploy -a shop"]);
    }

    [Fact]
    public void What_dokku_keeps_there_for_itself_is_named_and_left_out()
    {
        var plan = DokkuFolder.Read("shop", Files(("ENV", "DOKKU_APP_RESTORE=\"1\"\nGIT_REV=abc\nNO_VHOST=0\nA=1\n"), ("DOCKER_OPTIONS_DEPLOY", "-v /srv:/srv\n")));

        plan.Variables.Keys.ShouldBe(["A"]);
        plan.Notes.ShouldBe(
        [
            "DOKKU_APP_RESTORE is dokku's own and not taken over", "GIT_REV is dokku's own and not taken over", "NO_VHOST is dokku's own and not taken over",
            "DOCKER_OPTIONS_DEPLOY is not taken over: volumes, networks, labels, memoryLimit and cpuLimit are settings (docs/settings.md)",
        ]);
    }

    [Theory]
    [InlineData("DOKKU_PROXY_PORT_MAP=\"http:80:5000 https:443:5000\"", "5000")]
    [InlineData("DOKKU_PROXY_PORT_MAP=http:80:8080", "8080")]
    [InlineData("PORT=3000\nDOKKU_PROXY_PORT_MAP=http:80:8080", "3000")]
    [InlineData("DOKKU_PROXY_PORT_MAP=\"http:80:5000 http:81:5001\"", null)]
    [InlineData("DOKKU_PROXY_PORT_MAP=http:80:x", null)]
    public void The_port_is_that_of_the_container_when_it_is_one(string env, string? port)
    {
        var plan = DokkuFolder.Read("shop", Files(("ENV", env)));

        plan.Settings.GetValueOrDefault("port").ShouldBe(port);
        plan.Notes.Count.ShouldBe(port is null ? 1 : 0);
    }

    [Fact]
    public void Its_domains_are_the_apps_each_once_and_a_wildcard_is_named()
    {
        var plan = DokkuFolder.Read("shop", Files(("VHOST", "Shop.example.com\n\n# old\nwww.shop.example.com\r\nshop.example.com\n*.example.com")));

        plan.Domains.ShouldBe(["shop.example.com", "www.shop.example.com"]);
        plan.Notes.ShouldBe(["*.example.com is not taken over: a domain here is one host name"]);
    }

    [Theory]
    [InlineData("web=2\nworker=1\n", "web=2 worker=1")]
    [InlineData("worker=1\nweb=1\nrelease=0\n", "web=1 worker=1")]
    [InlineData("web=1\nworker=0\n", null)]
    [InlineData("web=1\n", null)]
    [InlineData("", null)]
    public void Its_scale_is_a_setting_unless_it_is_what_an_app_has_anyway(string scale, string? setting) =>
        DokkuFolder.Read("shop", Files(("DOKKU_SCALE", scale))).Settings.GetValueOrDefault("scale").ShouldBe(setting);

    [Fact]
    public void A_web_that_does_not_run_is_named_and_runs()
    {
        var plan = DokkuFolder.Read("shop", Files(("DOKKU_SCALE", "web=0\nworker=2\n")));

        plan.Settings["scale"].ShouldBe("worker=2");
        plan.Notes.ShouldHaveSingleItem().ShouldContain("pdeploy maintenance on");
    }

    [Fact]
    public void A_CHECKS_belongs_into_the_source()
    {
        var plan = DokkuFolder.Read("shop", Files(("CHECKS", "WAIT=abc\n")));

        (plan.Checks, plan.Notes.ShouldHaveSingleItem()).ShouldBe(("WAIT=abc\n", "CHECKS belongs into the source, beside the Dockerfile: every deploy reads it from there"));
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once_by_file_and_line_without_a_value()
    {
        var files = Files(("ENV", "A=1\nnonsense\nDOKKU_CHECKS_WAIT=soon\nB=\"geheim\n"), ("VHOST", "fine.example\nnot a host\n"), ("DOKKU_SCALE", "web=1\nworker=many\n"));

        var refused = Should.Throw<FieldErrorsException>(() => DokkuFolder.Read("shop", files));

        refused.Error.Code.ShouldBe("import.badFolder");
        refused.Fields.Keys.ShouldBe(["ENV line 2", "ENV line 4", "ENV line 3", "VHOST line 2", "DOKKU_SCALE line 2"], ignoreOrder: true);
        refused.Fields["ENV line 3"].ShouldBe(["'soon' is no value for checksWait"]);
        refused.Fields.SelectMany(field => field.Value).ShouldNotContain(text => text.Contains("geheim", StringComparison.Ordinal));
    }

    static Dictionary<string, string> Files(params (string Name, string Text)[] files) => files.ToDictionary(file => file.Name, file => file.Text);
}
