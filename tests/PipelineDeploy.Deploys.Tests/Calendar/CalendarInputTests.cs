using PipelineDeploy.Deploys.Calendar;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Calendar;

public sealed class CalendarInputTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Mon,Tue,Wed,Thu,Fri", "Mon–Fri 09:00–17:00 UTC")]
    [InlineData("sun,SAT,mon", "Mon, Sat, Sun 09:00–17:00 UTC")]
    [InlineData("Sat,Sun", "Sat, Sun 09:00–17:00 UTC")]
    [InlineData("Mon,Mon", "Mon 09:00–17:00 UTC")]
    public void A_window_is_told_in_words(string days, string expected) =>
        DeployWindow.Parse(null, days.Split(','), "09:00", "17:00", null).ToString().ShouldBe(expected);

    [Theory]
    [InlineData("Funday", "09:00", "17:00", "UTC", "window.badDay", "days: 'Funday'")]
    [InlineData("", "09:00", "17:00", "UTC", "window.badDay", "days: ''")]
    [InlineData("Mon", "9", "17:00", "UTC", "window.badTime", "opens: '9'")]
    [InlineData("Mon", "09:00", "24:00", "UTC", "window.badTime", "closes: '24:00'")]
    [InlineData("Mon", "09:00", "17:00", "Berlin", "timeZone.unknown", "timeZone: there is no time zone 'Berlin'")]
    [InlineData("Mon", "09:00", "17:00", "../../etc/passwd", "timeZone.unknown", "timeZone: ")]
    [InlineData("Mon", "09:00", "17:00", "", "timeZone.unknown", "timeZone: ")]
    public void What_is_wrong_with_a_window_is_told_by_its_field(string days, string opens, string closes, string zone, string code, string message)
    {
        var error = Should.Throw<UserErrorException>(() => DeployWindow.Parse(null, days.Split(','), opens, closes, zone)).Error;

        error.Code.ShouldBe(code);
        error.Message.ShouldStartWith(message);
        error.Hint.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void A_window_without_days_is_refused() =>
        Should.Throw<UserErrorException>(() => DeployWindow.Parse(null, [], "09:00", "17:00", null)).Error.Code.ShouldBe("window.badDay");

    [Theory]
    [InlineData(0, 0, "launch", "freeze.badTime", "until: ")]
    [InlineData(-5, -1, "launch", "freeze.badTime", "until: ")]
    [InlineData(0, 24 * 400, "launch", "freeze.badTime", "until: ")]
    [InlineData(0, 1, "  ", "freeze.badReason", "reason: ")]
    public void What_is_wrong_with_a_freeze_is_told_by_its_field(int fromHours, int untilHours, string reason, string code, string message)
    {
        var error = Should.Throw<UserErrorException>(() => Freeze.Create(null, Now.AddHours(fromHours), Now.AddHours(untilHours), reason, "ada", Now)).Error;

        error.Code.ShouldBe(code);
        error.Message.ShouldStartWith(message);
        error.Hint.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void A_freeze_without_a_beginning_begins_now() => Freeze.Create("shop", null, Now.AddDays(1), " launch ", "ada", Now).ShouldBe(new Freeze(0, "shop", Now, Now.AddDays(1), "launch", "ada"));
}
