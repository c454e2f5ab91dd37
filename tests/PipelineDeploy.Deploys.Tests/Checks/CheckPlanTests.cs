using PipelineDeploy.Deploys.Checks;

namespace PipelineDeploy.Deploys.Tests.Checks;

public sealed class CheckPlanTests
{
    [Fact]
    public void Without_a_file_the_default_check_watches_green_for_ten_seconds()
    {
        var plan = CheckPlan.Resolve(file: null, CheckSettings.Default);

        plan.Default.ShouldBe(new DefaultCheck(TimeSpan.FromSeconds(10)));
        plan.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Row_43_what_the_file_says_stands_over_the_settings()
    {
        var plan = CheckPlan.Resolve(ChecksFile.Parse("WAIT=1\nATTEMPTS=2\n/ok"), CheckSettings.Default);

        (plan.Wait, plan.Timeout, plan.Attempts).ShouldBe((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), 2));
        plan.Checks.ShouldHaveSingleItem();
        plan.Default.ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("WAIT=3\nATTEMPTS=2\n")]
    public void Row_39_a_file_without_a_check_gets_the_default_check_and_a_warning(string text)
    {
        var plan = CheckPlan.Resolve(ChecksFile.Parse(text), CheckSettings.Default);

        plan.Default.ShouldNotBeNull();
        plan.Warnings.ShouldHaveSingleItem().ShouldContain("default check");
    }

    [Fact]
    public void Row_40_a_worker_gets_the_default_check_and_nothing_of_the_file()
    {
        var plan = CheckPlan.Resolve(ChecksFile.Parse("WAIT=1\nFOO=1\n/ok"), CheckSettings.Default, isWeb: false);

        plan.Default.ShouldNotBeNull();
        plan.Checks.ShouldBeEmpty();
        plan.Wait.ShouldBe(TimeSpan.FromSeconds(5));
        plan.Warnings.ShouldBeEmpty();
    }

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
        var plan = CheckPlan.Resolve(ChecksFile.Parse("/ok"), CheckSettings.Default with { SkipAll = true });

        plan.IsSkipped.ShouldBeTrue();
        plan.Warnings.ShouldHaveSingleItem().ShouldContain("skipAllChecks");
    }

    [Fact]
    public void The_warnings_of_the_file_are_kept() =>
        CheckPlan.Resolve(ChecksFile.Parse("wait=1\n/ok"), CheckSettings.Default).Warnings.ShouldHaveSingleItem().ShouldContain("wait");
}
