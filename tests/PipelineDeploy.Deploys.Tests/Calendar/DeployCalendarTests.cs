using System.Globalization;
using PipelineDeploy.Deploys.Calendar;

namespace PipelineDeploy.Deploys.Tests.Calendar;

public sealed class DeployCalendarTests
{
    static readonly DeployWindow OfficeHours = Window("Mon Tue Wed Thu Fri", "09:00", "17:00");

    [Fact]
    public void Without_windows_and_freezes_a_deploy_may_begin_at_once()
    {
        var now = At("2026-11-21T12:00Z");

        new DeployCalendar([], []).NextOpening(now).ShouldBe(now);
        new DeployCalendar([], []).HoldAt(now).ShouldBeNull();
    }

    [Theory]
    [InlineData("2026-11-20T08:59+01:00", "2026-11-20T09:00+01:00")]
    [InlineData("2026-11-20T09:00+01:00", "2026-11-20T09:00+01:00")]
    [InlineData("2026-11-20T16:59+01:00", "2026-11-20T16:59+01:00")]
    [InlineData("2026-11-20T17:00+01:00", "2026-11-23T09:00+01:00")]
    [InlineData("2026-11-21T12:00+01:00", "2026-11-23T09:00+01:00")]
    public void Outside_of_its_window_a_deploy_waits_for_the_next_opening(string now, string opening) =>
        new DeployCalendar([OfficeHours], []).NextOpening(At(now)).ShouldBe(At(opening));

    [Theory]
    [InlineData("2026-11-20T23:00+01:00", "2026-11-20T23:00+01:00")]
    [InlineData("2026-11-21T01:59+01:00", "2026-11-21T01:59+01:00")]
    [InlineData("2026-11-21T02:00+01:00", "2026-11-27T22:00+01:00")]
    [InlineData("2026-11-20T01:00+01:00", "2026-11-20T22:00+01:00")]
    public void A_window_that_closes_before_it_opens_closes_on_the_next_day(string now, string opening) =>
        new DeployCalendar([Window("Fri", "22:00", "02:00")], []).NextOpening(At(now)).ShouldBe(At(opening));

    [Fact]
    public void From_midnight_to_midnight_is_the_whole_day()
    {
        var calendar = new DeployCalendar([Window("Sat Sun", "00:00", "00:00")], []);

        calendar.NextOpening(At("2026-11-22T23:59+01:00")).ShouldBe(At("2026-11-22T23:59+01:00"));
        calendar.NextOpening(At("2026-11-23T00:00+01:00")).ShouldBe(At("2026-11-28T00:00+01:00"));
    }

    [Fact]
    public void Of_several_windows_the_one_that_opens_first_counts()
    {
        var calendar = new DeployCalendar([Window("Mon", "09:00", "10:00"), Window("Sun", "20:00", "21:00", "America/New_York")], []);

        calendar.NextOpening(At("2026-11-21T12:00+01:00")).ShouldBe(At("2026-11-22T20:00-05:00"));
    }

    // Germany 2026-03-29: 02:00 CET is followed by 03:00 CEST. New York 2026-03-08: 02:00 EST by 03:00 EDT.
    [Theory]
    [InlineData("Europe/Berlin", "02:30", "04:00", "2026-03-28T12:00Z", "2026-03-29T03:00+02:00")]
    [InlineData("Europe/Berlin", "02:15", "02:45", "2026-03-28T12:00Z", "2026-04-05T02:15+02:00")]
    [InlineData("Europe/Berlin", "01:00", "02:30", "2026-03-29T02:00+01:00", "2026-04-05T01:00+02:00")]
    [InlineData("Europe/Berlin", "01:00", "02:30", "2026-03-29T01:59+01:00", "2026-03-29T01:59+01:00")]
    [InlineData("Europe/Berlin", "09:00", "17:00", "2026-03-28T12:00Z", "2026-03-29T09:00+02:00")]
    [InlineData("America/New_York", "02:30", "04:00", "2026-03-07T12:00Z", "2026-03-08T03:00-04:00")]
    [InlineData("America/New_York", "02:15", "02:45", "2026-03-07T12:00Z", "2026-03-15T02:15-04:00")]
    [InlineData("America/New_York", "09:00", "17:00", "2026-03-07T12:00Z", "2026-03-08T09:00-04:00")]
    public void When_the_clocks_go_forward_a_window_opens_at_the_first_moment_there_is(string zone, string opens, string closes, string now, string opening) =>
        new DeployCalendar([Window("Sun", opens, closes, zone)], []).NextOpening(At(now)).ShouldBe(At(opening));

    // Germany 2026-10-25: 02:00 to 03:00 comes twice, +02:00 first. New York 2026-11-01: 01:00 to 02:00, -04:00 first.
    [Theory]
    [InlineData("Europe/Berlin", "02:30", "04:00", "2026-10-24T12:00Z", "2026-10-25T02:30+02:00")]
    [InlineData("Europe/Berlin", "02:30", "04:00", "2026-10-25T02:15+01:00", "2026-10-25T02:15+01:00")]
    [InlineData("Europe/Berlin", "01:00", "02:30", "2026-10-25T02:45+02:00", "2026-10-25T02:45+02:00")]
    [InlineData("Europe/Berlin", "01:00", "02:30", "2026-10-25T02:30+01:00", "2026-11-01T01:00+01:00")]
    [InlineData("Europe/Berlin", "09:00", "17:00", "2026-10-24T12:00Z", "2026-10-25T09:00+01:00")]
    [InlineData("America/New_York", "01:30", "03:00", "2026-10-31T12:00Z", "2026-11-01T01:30-04:00")]
    [InlineData("America/New_York", "00:00", "01:30", "2026-11-01T01:29-05:00", "2026-11-01T01:29-05:00")]
    [InlineData("America/New_York", "00:00", "01:30", "2026-11-01T01:30-05:00", "2026-11-08T00:00-05:00")]
    public void When_the_clocks_go_back_a_window_is_open_from_the_first_opening_to_the_last_closing(string zone, string opens, string closes, string now, string opening) =>
        new DeployCalendar([Window("Sun", opens, closes, zone)], []).NextOpening(At(now)).ShouldBe(At(opening));

    [Fact]
    public void A_freeze_holds_a_deploy_until_it_ends_and_says_why()
    {
        var calendar = new DeployCalendar([], [Freeze("2026-12-23T00:00Z", "2027-01-02T00:00Z", "the holidays")]);

        calendar.HoldAt(At("2026-12-24T18:00Z")).ShouldBe(new(At("2027-01-02T00:00Z"), "freeze: the holidays"));
        calendar.HoldAt(At("2026-12-22T23:59Z")).ShouldBeNull();
        calendar.HoldAt(At("2027-01-02T00:00Z")).ShouldBeNull();
    }

    [Fact]
    public void A_deploy_waits_for_the_first_window_after_the_last_of_the_freezes()
    {
        var calendar = new DeployCalendar(
            [OfficeHours], [Freeze("2026-11-23T00:00Z", "2026-11-24T10:00Z", "audit"), Freeze("2026-11-24T09:00Z", "2026-11-25T20:00Z", "launch")]);

        calendar.NextOpening(At("2026-11-21T12:00Z")).ShouldBe(At("2026-11-26T09:00+01:00"));
    }

    [Fact]
    public void Of_freezes_at_the_same_time_the_one_that_ends_last_gives_the_reason()
    {
        var calendar = new DeployCalendar([], [Freeze("2026-11-23T00:00Z", "2026-11-30T00:00Z", "launch"), Freeze("2026-11-23T00:00Z", "2026-11-24T00:00Z", "audit")]);

        calendar.HoldAt(At("2026-11-23T12:00Z")).ShouldBe(new(At("2026-11-30T00:00Z"), "freeze: launch"));
    }

    [Fact]
    public void Outside_of_a_window_the_reason_names_the_windows()
    {
        var calendar = new DeployCalendar([OfficeHours, Window("Sat", "10:00", "12:00", "UTC")], []);

        calendar.HoldAt(At("2026-11-21T12:00Z"))!.Reason.ShouldBe("deploys begin only Mon–Fri 09:00–17:00 Europe/Berlin; Sat 10:00–12:00 UTC");
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29")]
    [InlineData("Europe/Berlin", "2026-10-25")]
    [InlineData("America/New_York", "2026-03-08")]
    [InlineData("America/New_York", "2026-11-01")]
    [InlineData("Australia/Lord_Howe", "2026-04-05")]
    [InlineData("Australia/Lord_Howe", "2026-10-04")]
    public void While_the_clocks_change_an_opening_that_was_told_stays_until_it_has_come(string zone, string sunday)
    {
        var calendar = new DeployCalendar([Window("Sun", "00:45", "02:20", zone), Window("Wed Sat", "23:30", "01:45", zone)], []);
        var told = DateTimeOffset.MinValue;
        for (var now = At($"{sunday}T00:00Z").AddDays(-2); now < At($"{sunday}T00:00Z").AddDays(2); now = now.AddMinutes(10))
        {
            var next = calendar.NextOpening(now);

            next.ShouldBeGreaterThanOrEqualTo(now);
            calendar.NextOpening(next).ShouldBe(next, $"{now:O}");
            (told <= now || next == told).ShouldBeTrue($"{now:O}");
            told = next;
        }
    }

    static DeployWindow Window(string days, string opens, string closes, string zone = "Europe/Berlin") => DeployWindow.Parse(null, days.Split(' '), opens, closes, zone);

    static Freeze Freeze(string from, string until, string reason) => new(1, null, At(from), At(until), reason, "ada");

    static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
