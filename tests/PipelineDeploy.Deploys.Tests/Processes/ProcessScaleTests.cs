using PipelineDeploy.Deploys.Processes;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Processes;

public sealed class ProcessScaleTests
{
    static readonly SettingDefinition Setting = SettingDefinition.Find(ProcessScale.Setting);

    [Theory]
    [InlineData("", "")]
    [InlineData("web=2", "web=2")]
    [InlineData("worker=1 web=2", "web=2 worker=1")]
    [InlineData("  b=0   a=1\tweb=1 ", "web=1 a=1 b=0")]
    [InlineData("web=007", "web=7")]
    [InlineData("web=100", "web=100")]
    public void It_is_kept_in_one_form_with_web_first(string text, string expected) => Setting.Normalize(text).ShouldBe(expected);

    [Theory]
    [InlineData("web", "setting.badValue", "'web' is no name=value")]
    [InlineData("web=1 web=2", "setting.badValue", "'web' stands there twice")]
    [InlineData("web=", "scale.badQuantity", "'' is no number of instances for web")]
    [InlineData("web=two", "scale.badQuantity", "'two' is no number of instances for web")]
    [InlineData("web=1.5", "scale.badQuantity", "'1.5' is no number")]
    [InlineData("worker=-1", "scale.badQuantity", "worker cannot run -1 times")]
    [InlineData("worker=101", "scale.badQuantity", "worker cannot run 101 times")]
    [InlineData("worker=99999999999", "scale.badQuantity", "'99999999999' is no number")]
    [InlineData("web=0", "scale.webNeeded", "web cannot be scaled to 0")]
    [InlineData("a.b=1", "setting.badValue", "'a.b' is no name of a process")]
    [InlineData("release=1", "setting.badValue", "'release' is run once")]
    public void What_cannot_be_is_told(string text, string code, string message)
    {
        var error = Should.Throw<UserErrorException>(() => Setting.Normalize(text)).Error;

        error.Code.ShouldBe(code);
        error.Message.ShouldContain(message);
        error.Hint.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void A_change_leaves_the_others_as_they_are()
    {
        var scale = ProcessScale.Parse("web=2 worker=1");

        scale.With(new Dictionary<string, int> { ["worker"] = 3, ["mailer"] = 1 }).ToString().ShouldBe("web=2 mailer=1 worker=3");
        Refused("a b", 1).ShouldBe("scale.badProcess");
        Refused("release", 1).ShouldBe("scale.badProcess");
        Refused("worker", -1).ShouldBe("scale.badQuantity");
        Refused("web", 0).ShouldBe("scale.webNeeded");

        string Refused(string process, int quantity) =>
            Should.Throw<UserErrorException>(() => scale.With(new Dictionary<string, int> { [process] = quantity })).Error.Code;
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("worker", "worker")]
    [InlineData("worker, mailer worker", "worker mailer")]
    public void Processes_that_must_not_overlap_are_kept_by_name(string text, string expected) => SettingDefinition.Find("noOverlap").Normalize(text).ShouldBe(expected);

    [Theory]
    [InlineData("web", "zeroDowntime=false")]
    [InlineData("worker web", "zeroDowntime=false")]
    [InlineData("a/b", "letters")]
    [InlineData("release", "letters")]
    public void What_cannot_be_told_not_to_overlap_is_refused(string text, string hint)
    {
        var error = Should.Throw<UserErrorException>(() => SettingDefinition.Find("noOverlap").Normalize(text)).Error;

        error.Code.ShouldBe("setting.badValue");
        error.Hint.ShouldNotBeNull().ShouldContain(hint);
    }
}
