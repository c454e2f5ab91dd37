using PipelineDeploy.Server.Pages;

namespace PipelineDeploy.Server.Tests.Pages;

public sealed class MomentTests
{
    [Theory]
    [InlineData(-1, "0 s")]
    [InlineData(0.04, "0 s")]
    [InlineData(0.64, "0.6 s")]
    [InlineData(59.99, "59.9 s")]
    [InlineData(60, "1 min 0 s")]
    [InlineData(192, "3 min 12 s")]
    [InlineData(7500, "2 h 5 min")]
    [InlineData(90000, "1 d 1 h")]
    public void A_duration_has_its_two_largest_units(double seconds, string text) => Moment.Duration(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Theory]
    [InlineData(3, "just now")]
    [InlineData(47, "47 s ago")]
    [InlineData(90, "1 min ago")]
    [InlineData(7200, "2 h ago")]
    [InlineData(200000, "2 d ago")]
    public void A_past_moment_says_how_long_ago(double seconds, string text) =>
        Moment.Ago(Sample.Now.AddSeconds(-seconds), Sample.Now).ToString().ShouldContain($">{text}<");
}
