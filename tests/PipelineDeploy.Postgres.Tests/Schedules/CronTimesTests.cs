using System.Globalization;
using PipelineDeploy.Deploys.Schedules;
using PipelineDeploy.Postgres.Schedules;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Postgres.Tests.Schedules;

public sealed class CronTimesTests
{
    static readonly DateTimeOffset Now = At("2026-11-21T12:00Z");

    [Theory]
    [InlineData("0 3 * * *", "UTC", "2026-11-22T03:00Z")]
    [InlineData("0 3 * * *", "Europe/Berlin", "2026-11-22T03:00+01:00")]
    [InlineData("*/15 * * * *", "UTC", "2026-11-21T12:15Z")]
    [InlineData("30 9 * * 1-5", "America/New_York", "2026-11-23T09:30-05:00")]
    [InlineData("0 0 * * 0", "UTC", "2026-11-22T00:00Z")]
    [InlineData("0 0 * * 7", "UTC", "2026-11-22T00:00Z")]
    [InlineData("0 0 1 jan *", "UTC", "2027-01-01T00:00Z")]
    [InlineData("@daily", "UTC", "2026-11-22T00:00Z")]
    public void A_schedule_is_read_as_cron_reads_it(string cron, string zone, string expected) => Next(cron, zone, Now).ShouldBe(At(expected));

    // The clocks go forward at 02:00: a time that does not exist comes at the first moment after it, once.
    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28T12:00Z", "2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00")]
    [InlineData("America/New_York", "2026-03-07T12:00Z", "2026-03-08T03:00-04:00", "2026-03-09T02:30-04:00")]
    public void A_time_that_the_clocks_skip_comes_once_and_later(string zone, string from, string first, string second) =>
        NextTwo("30 2 * * *", zone, from).ShouldBe((At(first), At(second)));

    // The clocks go back: of two times of the same name the first one counts.
    [Theory]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00Z", "2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00")]
    [InlineData("30 1 * * *", "America/New_York", "2026-10-31T12:00Z", "2026-11-01T01:30-04:00", "2026-11-02T01:30-05:00")]
    public void A_time_that_comes_twice_counts_once(string cron, string zone, string from, string first, string second) =>
        NextTwo(cron, zone, from).ShouldBe((At(first), At(second)));

    [Theory]
    [InlineData("2026-11-21T03:00Z", "2026-11-21T03:00Z")]
    [InlineData("2026-11-21T03:00:41.5Z", "2026-11-21T03:00Z")]
    [InlineData("2026-11-24T02:59:59Z", "2026-11-23T03:00Z")]
    public void A_firing_is_for_the_last_time_that_has_come(string firedAt, string expected) =>
        CronTimes.LastUntil(Of("0 3 * * *", "UTC"), At(firedAt)).ShouldBe(At(expected));

    [Theory]
    [InlineData("")]
    [InlineData("tomorrow")]
    [InlineData("* * * *")]
    [InlineData("0 0 3 * * *")]
    [InlineData("61 * * * *")]
    [InlineData("0 25 * * *")]
    [InlineData("0 0 0 * *")]
    [InlineData("0 0 * 13 *")]
    [InlineData("0 0 * * 8")]
    [InlineData("*/0 * * * *")]
    [InlineData("0 H * * *")]
    public void What_is_no_time_is_refused(string cron)
    {
        var error = Should.Throw<UserErrorException>(() => CronTimes.Check(Of(cron, "UTC"), Now)).Error;

        error.Code.ShouldBe("schedule.badCron");
        error.Message.ShouldStartWith($"cron: '{cron}' is not a time in the five fields of cron: ");
        error.Hint.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void A_day_that_never_comes_is_refused() =>
        Should.Throw<UserErrorException>(() => CronTimes.Check(Of("0 0 31 2 *", "UTC"), Now)).Error.Code.ShouldBe("schedule.neverFires");

    static (DateTimeOffset, DateTimeOffset) NextTwo(string cron, string zone, string from)
    {
        var first = Next(cron, zone, At(from));
        return (first, Next(cron, zone, first));
    }

    static DateTimeOffset Next(string cron, string zone, DateTimeOffset after) => CronTimes.Of(Of(cron, zone)).GetNextValidTimeAfter(after)!.Value;

    static Schedule Of(string cron, string zone) => Schedule.Create("shop", "nightly", cron, "ada").With(null, zone, null, null, null);

    static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
