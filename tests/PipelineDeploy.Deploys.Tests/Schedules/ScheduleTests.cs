using PipelineDeploy.Deploys.Schedules;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Deploys.Tests.Schedules;

public sealed class ScheduleTests
{
    static readonly Schedule Nightly = Schedule.Create("shop", "nightly", " 0 3 * * * ", "ada");

    [Fact]
    public void A_new_schedule_is_enabled_in_UTC_skips_when_the_app_is_busy_and_catches_nothing_up() =>
        Nightly.ShouldBe(new Schedule(0, "shop", "nightly", "0 3 * * *", "UTC", Overlap.Skip, CatchUp.None, true, "ada"));

    [Fact]
    public void What_is_left_out_of_a_change_stays_as_it_is()
    {
        var changed = Nightly.With(null, "Europe/Berlin", "queue", null, false);

        changed.ShouldBe(Nightly with { TimeZone = "Europe/Berlin", Overlap = Overlap.Queue, IsEnabled = false });
        changed.With(null, null, null, null, null).ShouldBe(changed);
    }

    [Theory]
    [InlineData("skip", Concurrency.Reject)]
    [InlineData("queue", Concurrency.Queue)]
    public void Its_overlap_says_what_becomes_of_its_run_when_the_app_is_busy(string overlap, Concurrency expected) =>
        Nightly.With(null, null, overlap, null, null).Concurrency.ShouldBe(expected);

    [Theory]
    [InlineData("Europe/Atlantis", null, null, "timeZone.unknown", "timeZone: ")]
    [InlineData(null, "both", null, "schedule.badOverlap", "overlap: 'both'")]
    [InlineData(null, "Skip", null, "schedule.badOverlap", "overlap: 'Skip'")]
    [InlineData(null, null, "all", "schedule.badCatchUp", "catchUp: 'all'")]
    public void What_is_wrong_is_told_by_its_field(string? zone, string? overlap, string? catchUp, string code, string message)
    {
        var error = Should.Throw<UserErrorException>(() => Nightly.With(null, zone, overlap, catchUp, null)).Error;

        error.Code.ShouldBe(code);
        error.Message.ShouldStartWith(message);
        error.Hint.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("Nightly")]
    [InlineData("-nightly")]
    [InlineData("a/b")]
    public void A_name_that_is_none_is_told(string name) =>
        Should.Throw<UserErrorException>(() => Schedule.Create("shop", name, "@daily", "ada")).Error.ShouldSatisfyAllConditions(
            error => error.Code.ShouldBe("schedule.badName"), error => error.Message.ShouldStartWith("name: "));
}
