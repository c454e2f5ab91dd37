using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Settings;

public sealed class SettingDefinitionTests
{
    [Fact]
    public void Every_default_is_a_value_that_could_be_set()
    {
        foreach (var setting in SettingDefinition.All)
        {
            setting.Normalize(setting.Default).ShouldNotBeNull(setting.Name);
        }
    }

    [Theory]
    [InlineData("waitToRetire", "waitToRetire")]
    [InlineData("WAITTORETIRE", "waitToRetire")]
    [InlineData("DOKKU_WAIT_TO_RETIRE", "waitToRetire")]
    [InlineData("dokku_checks_attempts", "checksAttempts")]
    [InlineData("PORT", "port")]
    [InlineData("MIGRATION_COMMAND", "migrationCommand")]
    [InlineData("ZERO_DOWNTIME", "zeroDowntime")]
    [InlineData("HEALTH_CHECK_PATH", "healthCheckPath")]
    [InlineData("HEALTH_CHECK_TIMEOUT", "healthCheckTimeout")]
    [InlineData("DOKKU_SKIP_DEFAULT_CHECKS", "skipDefaultChecks")]
    public void A_setting_is_found_by_any_of_its_names(string name, string expected) => SettingDefinition.Find(name).Name.ShouldBe(expected);

    [Fact]
    public void No_name_belongs_to_two_settings()
    {
        var owners = SettingDefinition.All.SelectMany(setting => setting.Aliases.Append(setting.Name).Select(name => (Name: name.ToUpperInvariant(), setting)));

        owners.GroupBy(owner => owner.Name, owner => owner.setting).ShouldAllBe(name => name.Distinct().Count() == 1);
    }

    [Theory]
    [InlineData("waitToRetire", "90", "1m30s", false)]
    [InlineData("waitToRetire", "-1", null, true)]
    [InlineData("checksAttempts", "0", null, true)]
    [InlineData("checksAttempts", "3", "3", false)]
    [InlineData("skipAllChecks", "TRUE", "true", false)]
    [InlineData("skipAllChecks", "yes", null, true)]
    [InlineData("port", "0", null, true)]
    [InlineData("port", "70000", null, true)]
    [InlineData("port", "", "", false)]
    [InlineData("restartPolicy", "sometimes", null, true)]
    [InlineData("concurrency", "reject", "reject", false)]
    [InlineData("healthCheckPath", "/health?deep=1", "/health?deep=1", false)]
    [InlineData("healthCheckPath", "", "", false)]
    [InlineData("healthCheckPath", "health", null, true)]
    [InlineData("healthCheckPath", "/he alth", null, true)]
    [InlineData("healthCheckPath", "http://x/health", null, true)]
    [InlineData("healthCheckCommand", "./healthcheck 'a b'", "./healthcheck 'a b'", false)]
    [InlineData("healthCheckTimeout", "soon", null, true)]
    [InlineData("checksHost", "shop.example.com", "shop.example.com", false)]
    [InlineData("checksHost", "shop.example.com:8443", "shop.example.com:8443", false)]
    [InlineData("checksHost", "", null, true)]
    [InlineData("checksHost", "shop example", null, true)]
    [InlineData("checksHost", "shop/admin", null, true)]
    [InlineData("checksHost", "me@shop", null, true)]
    [InlineData("checksHost", "shop?x", null, true)]
    [InlineData("concurrency", "parallel", null, true)]
    [InlineData("zeroDowntime", "False", "false", false)]
    [InlineData("migrationCommand", " bin/migrate --all ", "bin/migrate --all", false)]
    [InlineData("postDeployCommand", "", "", false)]
    [InlineData("dockerfile", "docker/Dockerfile.prod", "docker/Dockerfile.prod", false)]
    [InlineData("dockerfile", "", null, true)]
    [InlineData("dockerfile", "/etc/passwd", null, true)]
    [InlineData("dockerfile", "../Dockerfile", null, true)]
    [InlineData("dockerfile", "a//b", null, true)]
    [InlineData("buildTarget", "prod", "prod", false)]
    [InlineData("buildTarget", "", "", false)]
    [InlineData("buildTarget", "-x", null, true)]
    [InlineData("buildTarget", "a b", null, true)]
    [InlineData("composeService", "web_1.x-y", "web_1.x-y", false)]
    [InlineData("composeService", "", "", false)]
    [InlineData("composeService", "-web", null, true)]
    [InlineData("composeProject", "a b", null, true)]
    [InlineData("imageHealthCheck", "False", "false", false)]
    [InlineData("command", "bin/serve --quiet", "bin/serve --quiet", false)]
    [InlineData("buildArgs", "A=1 \"B=two words\"", "A=1 \"B=two words\"", false)]
    [InlineData("buildArgs", "A", null, true)]
    [InlineData("buildArgs", "1A=1", null, true)]
    [InlineData("buildArgs", "A.B=1", null, true)]
    [InlineData("buildArgs", "A=1 A=2", null, true)]
    public void A_value_is_brought_into_one_form_or_refused_with_what_would_be_right(string name, string value, string? expected, bool isBad)
    {
        var setting = SettingDefinition.Find(name);

        if (isBad)
        {
            var error = Should.Throw<UserErrorException>(() => setting.Normalize(value)).Error;
            error.Code.ShouldBe("setting.badValue");
            error.Hint.ShouldNotBeNullOrEmpty();
        }
        else if (setting.Type == SettingType.Duration)
        {
            Duration.Parse(setting.Normalize(value)).ShouldBe(Duration.Parse(expected!.Length > 0 ? value : "0"));
        }
        else
        {
            setting.Normalize(value).ShouldBe(expected);
        }
    }

    [Theory]
    [InlineData("migrationCommand", "a && b", "command.needsShell")]
    [InlineData("postDeployCommand", "[1, {}]", "command.bad")]
    [InlineData("command", "a | b", "command.needsShell")]
    [InlineData("entrypoint", "[]", "command.bad")]
    public void A_command_that_could_not_be_run_is_refused_when_it_is_set(string name, string value, string code)
    {
        var error = Should.Throw<UserErrorException>(() => SettingDefinition.Find(name).Normalize(value)).Error;

        (error.Code, error.Message.StartsWith(name, StringComparison.Ordinal)).ShouldBe((code, true));
    }

    [Fact]
    public void An_unknown_setting_is_an_error_that_names_the_known_ones() =>
        Should.Throw<UserErrorException>(() => SettingDefinition.Find("waitToRetier")).Error.Hint!.ShouldContain("waitToRetire");

    [Fact]
    public void The_app_stands_above_all_apps_and_both_above_the_default()
    {
        var settings = EffectiveSettings.Resolve(
            new Dictionary<string, string> { ["checksWait"] = "2s", ["waitToRetire"] = "2s" }, new Dictionary<string, string> { ["waitToRetire"] = "3s" });

        (settings["waitToRetire"].Value, settings["waitToRetire"].Origin).ShouldBe(("3s", "app"));
        (settings["checksWait"].Value, settings["checksWait"].Origin).ShouldBe(("2s", "global"));
        (settings["checksAttempts"].Value, settings["checksAttempts"].Origin).ShouldBe(("5", "default"));
    }

    [Fact]
    public void A_command_that_cannot_be_read_is_refused_with_what_is_wrong() =>
        Should.Throw<UserErrorException>(() => SettingDefinition.Find("healthCheckCommand").Normalize("sh -c 'exit")).Error.Message.ShouldContain("a ' is never closed");
}
