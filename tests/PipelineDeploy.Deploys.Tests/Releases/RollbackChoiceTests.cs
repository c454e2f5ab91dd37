using PipelineDeploy.Deploys.Releases;

namespace PipelineDeploy.Deploys.Tests.Releases;

public sealed class RollbackChoiceTests
{
    /// <summary>Releases in the order in which they served; the last one serves.</summary>
    [Theory]
    [InlineData(null, 1)]
    [InlineData(1, 1, 2)]
    [InlineData(2, 1, 2, 3)]
    // 3 never served: its checks failed.
    [InlineData(2, 1, 2, 4)]
    // Gone back once, and again.
    [InlineData(1, 1, 2, 3, 2)]
    [InlineData(null, 1, 2, 3, 2, 1)]
    // Gone back and then deployed: not to 3, which was given up.
    [InlineData(2, 1, 2, 3, 2, 4)]
    [InlineData(1, 1, 2, 3, 1, 4)]
    public void The_default_is_the_release_before_that_served_last(int? expected, params int[] served)
    {
        var start = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        var traffic = served.Select((release, i) => new ServedTime(release, start.AddHours(i), i == served.Length - 1 ? null : start.AddHours(i + 1)));

        RollbackChoice.Default(served.LastOrDefault(9), served.Length == 0 ? [] : traffic).ShouldBe(expected);
    }
}
