using PipelineDeploy.Deploys.Checks;
using PipelineDeploy.Deploys.Docker;

namespace PipelineDeploy.Deploys.Tests.Checks;

public sealed class CheckPlanTests
{
    static readonly DockerHealthCheck Health = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60), 3);
    static readonly CheckSettings All = CheckSettings.Default with { Command = "./healthcheck --quick", Path = "/health" };

    [Fact]
    public void Without_a_file_the_default_check_watches_green_for_ten_seconds()
    {
        var plan = CheckPlan.Resolve(file: null, CheckSettings.Default);

        plan.Source.ShouldBe("default");
        plan.Rounds.ShouldHaveSingleItem().Demand.ShouldBe(new CheckDemand.Uptime(TimeSpan.FromSeconds(10)));
        plan.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Row_43_what_the_file_says_stands_over_the_settings()
    {
        var round = CheckPlan.Resolve(ChecksFile.Parse("WAIT=1\nATTEMPTS=2\n/ok"), CheckSettings.Default).Rounds.ShouldHaveSingleItem();

        (round.Delay, round.Wait, round.Timeout, round.Attempts).ShouldBe((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), 2));
        round.Demand.ShouldBeOfType<CheckDemand.Requests>().Checks.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("WAIT=3\nATTEMPTS=2\n")]
    public void Row_39_a_file_without_a_check_gets_the_default_check_and_a_warning(string text)
    {
        var plan = CheckPlan.Resolve(ChecksFile.Parse(text), CheckSettings.Default);

        plan.Source.ShouldBe("default");
        plan.Warnings.ShouldHaveSingleItem().ShouldContain("default check");
    }

    [Theory]
    [InlineData("/ok", true, true, true, "CHECKS")]
    [InlineData("WAIT=1", true, true, true, "app.json")]
    [InlineData(null, true, true, true, "app.json")]
    [InlineData(null, false, true, true, "HEALTHCHECK")]
    [InlineData(null, false, false, true, "healthCheckCommand")]
    [InlineData(null, false, false, false, "default")]
    public void The_first_source_that_asks_for_something_counts(string? file, bool hasAppJson, bool hasHealthCheck, bool hasSettings, string source)
    {
        var appJson = AppJson.Parse("""{"healthchecks": {"web": [{"path": "/up"}]}}""");

        var plan = CheckPlan.Resolve(
            file is null ? null : ChecksFile.Parse(file), hasSettings ? All : CheckSettings.Default, hasAppJson ? appJson : null, hasHealthCheck ? Health : null);

        plan.Source.ShouldBe(source);
        plan.Warnings.Count.ShouldBe(file == "WAIT=1" ? 1 : 0);
    }

    [Fact]
    public void A_path_is_asked_for_from_the_first_moment_until_its_time_is_over()
    {
        var round = CheckPlan.Resolve(null, CheckSettings.Default with { Path = "/health" }).Rounds.ShouldHaveSingleItem();

        (round.Delay, round.Wait, round.Within).ShouldBe((TimeSpan.Zero, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30)));
        round.Demand.ShouldBeOfType<CheckDemand.Requests>().Checks.ShouldHaveSingleItem().OnlyOk.ShouldBeTrue();
    }

    [Fact]
    public void A_command_is_tried_as_often_as_the_settings_say()
    {
        var round = CheckPlan.Resolve(null, All with { Attempts = 7 }).Rounds.ShouldHaveSingleItem();

        round.Attempts.ShouldBe(7);
        round.Demand.ShouldBeOfType<CheckDemand.Command>().Words.ShouldBe(["./healthcheck", "--quick"]);
    }

    [Fact]
    public void Docker_gets_the_time_that_its_own_rules_may_take() =>
        // 60 s in which failures do not count, then four times an interval and a try, and a look.
        CheckPlan.Resolve(null, CheckSettings.Default, health: Health).Rounds.ShouldHaveSingleItem().Within.ShouldBe(TimeSpan.FromSeconds(60 + (4 * 40) + 5));

    [Fact]
    public void Row_40_a_worker_gets_the_default_check_and_nothing_of_what_is_for_web()
    {
        var plan = CheckPlan.Resolve(ChecksFile.Parse("WAIT=1\nFOO=1\n/ok"), All, AppJson.Parse("""{"healthchecks": {"web": [{"path": "/up"}]}}"""), Health, "worker");

        plan.Source.ShouldBe("default");
        plan.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Row_40_a_worker_has_its_own_healthchecks() =>
        CheckPlan.Resolve(null, All, AppJson.Parse("""{"healthchecks": {"worker": [{"command": ["./busy"]}]}}"""), Health, "worker").Source.ShouldBe("app.json");

    [Fact]
    public void Skipping_the_default_check_leaves_the_checks_of_a_file()
    {
        var settings = CheckSettings.Default with { SkipDefault = true };

        CheckPlan.Resolve(file: null, settings).IsSkipped.ShouldBeTrue();
        CheckPlan.Resolve(ChecksFile.Parse("/ok"), settings).IsSkipped.ShouldBeFalse();
        CheckPlan.Resolve(ChecksFile.Parse("WAIT=1"), settings).Warnings.ShouldHaveSingleItem().ShouldContain("nothing has tested");
    }

    [Fact]
    public void Skipping_all_checks_is_said()
    {
        var plan = CheckPlan.Resolve(ChecksFile.Parse("/ok"), All with { SkipAll = true }, health: Health);

        plan.IsSkipped.ShouldBeTrue();
        plan.Warnings.ShouldHaveSingleItem().ShouldContain("skipAllChecks");
    }

    [Fact]
    public void The_warnings_of_the_file_are_kept() =>
        CheckPlan.Resolve(ChecksFile.Parse("wait=1\n/ok"), CheckSettings.Default).Warnings.ShouldHaveSingleItem().ShouldContain("wait");
}
