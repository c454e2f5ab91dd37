using PipelineDeploy.Deploys.Sources.Compose;

namespace PipelineDeploy.Deploys.Tests.Sources.Compose;

/// <summary>The Compose Specification, "Interpolation".</summary>
public sealed class ComposeInterpolationTests
{
    static readonly Dictionary<string, string> Known = new() { ["A"] = "one", ["EMPTY"] = "", ["A_1"] = "two" };

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("$A", "one")]
    [InlineData("$A_1-$A.", "two-one.")]
    [InlineData("${A}", "one")]
    [InlineData("x${A}y", "xoney")]
    [InlineData("${A:-d}", "one")]
    [InlineData("${NO:-d}", "d")]
    [InlineData("${EMPTY:-d}", "d")]
    [InlineData("${EMPTY-d}", "")]
    [InlineData("${NO-d}", "d")]
    [InlineData("${NO:-}", "")]
    [InlineData("${NO:-${A}/x}", "one/x")]
    [InlineData("${NO:-${NO2:-deep}}", "deep")]
    [InlineData("${NO:-a:b-c?d}", "a:b-c?d")]
    [InlineData("${A:?needed}", "one")]
    [InlineData("${EMPTY?needed}", "")]
    [InlineData("${A:+other}", "other")]
    [InlineData("${EMPTY:+other}", "")]
    [InlineData("${EMPTY+other}", "other")]
    [InlineData("${NO+other}", "")]
    [InlineData("$$A", "$A")]
    [InlineData("$${A}", "${A}")]
    [InlineData("costs 5$$", "costs 5$")]
    [InlineData("a}b", "a}b")]
    public void Variables_are_put_in(string text, string expected) => new ComposeInterpolation(text, Known.GetValueOrDefault).Fill().ShouldBe(expected);

    [Theory]
    [InlineData("${NO:?give it a name}", "the variable NO is needed: give it a name")]
    [InlineData("${EMPTY:?}", "the variable EMPTY is needed")]
    [InlineData("${NO?}", "the variable NO is needed")]
    [InlineData("${A", "'${A' is not closed with '}'")]
    [InlineData("${A:-x", "'${A' is not closed with '}'")]
    [InlineData("${A!x}", "'${A' is not closed with '}'")]
    [InlineData("${}", "'${}' is no variable; a dollar is written $$")]
    [InlineData("${1A}", "'${1A}' is no variable; a dollar is written $$")]
    [InlineData("5$", "a '$' with no name behind it; a dollar is written $$")]
    [InlineData("$-x", "a '$' with no name behind it; a dollar is written $$")]
    public void What_cannot_be_read_or_is_demanded_says_what(string text, string expected) =>
        Should.Throw<FormatException>(() => new ComposeInterpolation(text, Known.GetValueOrDefault).Fill()).Message.ShouldBe(expected);

    [Fact]
    public void A_demand_in_a_default_that_is_not_used_demands_nothing() =>
        new ComposeInterpolation("${A:-${NO:?needed}}", Known.GetValueOrDefault).Fill().ShouldBe("one");

    [Fact]
    public void A_variable_that_is_not_set_is_empty_and_told()
    {
        var interpolation = new ComposeInterpolation("[$NO][${NO2}][${NO3:-}][${A:-$NO4}]", Known.GetValueOrDefault);

        interpolation.Fill().ShouldBe("[][][][one]");
        interpolation.Unset.ShouldBe(["NO", "NO2"]);
    }

    [Fact]
    public void Neither_depth_nor_length_has_no_end()
    {
        var deep = string.Concat(Enumerable.Repeat("${NO:-", 100)) + new string('}', 100);
        Should.Throw<FormatException>(() => new ComposeInterpolation(deep, _ => null).Fill());

        var big = new string('x', 60_000);
        Should.Throw<FormatException>(() => new ComposeInterpolation("$A$A$A$A", _ => big).Fill()).Message.ShouldContain("65536");
    }
}
