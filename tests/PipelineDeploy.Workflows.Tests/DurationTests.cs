namespace PipelineDeploy.Workflows.Tests;

public sealed class DurationTests
{
    [Theory]
    [InlineData("5", 5_000)]
    [InlineData("0", 0)]
    [InlineData("0.5", 500)]
    [InlineData("30s", 30_000)]
    [InlineData("1m", 60_000)]
    [InlineData("500ms", 500)]
    [InlineData("1.5s", 1_500)]
    [InlineData("2h", 7_200_000)]
    [InlineData("7d", 604_800_000)]
    [InlineData(" 5\t", 5_000)]
    public void A_duration_is_read(string text, double milliseconds) =>
        Duration.Parse(text).ShouldBe(TimeSpan.FromMilliseconds(milliseconds));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("s")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1.2.3")]
    [InlineData("-5")]
    [InlineData("+5")]
    [InlineData("5 s")]
    [InlineData("5S")]
    [InlineData("5sec")]
    [InlineData("1m30s")]
    [InlineData("1,5")]
    [InlineData("1e3")]
    [InlineData("٣")]
    [InlineData("367d")]
    [InlineData("99999999999999999999999999999999")]
    public void Anything_else_is_refused(string? text) => Duration.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_refusal_names_the_text_and_how_to_write_it()
    {
        var error = Should.Throw<UserErrorException>(() => Duration.Parse("soon")).Error;

        error.Code.ShouldBe("settings.badDuration");
        error.Message.ShouldContain("'soon'");
        error.Hint.ShouldNotBeNull().ShouldContain("30s");
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(500, "500ms")]
    [InlineData(1_500, "1.5s")]
    [InlineData(30_000, "30s")]
    [InlineData(90_000, "90s")]
    [InlineData(60_000, "1m")]
    [InlineData(7_200_000, "2h")]
    [InlineData(604_800_000, "7d")]
    public void A_duration_is_written_in_its_shortest_form(double milliseconds, string text) =>
        Duration.Format(TimeSpan.FromMilliseconds(milliseconds)).ShouldBe(text);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_is_written_is_read_back(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 2000; i++)
        {
            var value = TimeSpan.FromTicks(random.NextInt64(TimeSpan.FromDays(366).Ticks) / (long)Math.Pow(10, random.Next(12)));
            Duration.Parse(Duration.Format(value)).ShouldBe(value, $"seed {seed}, {value}");
        }
    }
}
