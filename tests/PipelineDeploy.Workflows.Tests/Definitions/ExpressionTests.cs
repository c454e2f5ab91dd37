using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Definitions.Expressions;

namespace PipelineDeploy.Workflows.Tests.Definitions;

public sealed class ExpressionTests
{
    static readonly JsonObject Scope = (JsonObject)JsonNode.Parse(
        """
        {"inputs":{"tag":"v1","count":3,"none":null,"empty":"","list":["a","b"],"map":{"deep":{"x":1}},"flag":false},
         "settings":{"skip":"false","force":"true","attempts":"5","tenth":"10","wait-time":"60s"},
         "steps":{"switch":{"output":{"replaced":true,"release":7}}}}
        """)!;

    [Theory]
    [InlineData("true")]
    [InlineData("!false")]
    [InlineData("!null")]
    [InlineData("'x'")]
    [InlineData("!''")]
    [InlineData("1")]
    [InlineData("!0")]
    [InlineData("!0.0")]
    [InlineData("[]")]
    [InlineData("inputs.tag == 'v1'")]
    [InlineData("inputs.tag == \"v1\"")]
    [InlineData("inputs.tag != 'v2'")]
    [InlineData("inputs.map.deep.x == 1.0")]
    [InlineData("inputs.none == null")]
    [InlineData("inputs.list == ['a', \"b\"]")]
    [InlineData("inputs.list != ['b', 'a']")]
    [InlineData("!inputs.flag && inputs.flag == false && inputs.flag != null")]
    [InlineData("!inputs.empty")]
    [InlineData("steps.switch.output.replaced")]
    [InlineData("steps.switch.output.release >= 7 && steps.switch.output.release <= 7")]
    [InlineData("inputs.count > 2 && inputs.count < 3.5 && inputs.count > -1")]
    [InlineData("'a' < 'b' && 'B' < 'a'")]
    [InlineData("'it''s' == \"it's\"")]
    [InlineData("inputs.tag in ['v0', 'v1']")]
    [InlineData("!(inputs.tag in [])")]
    [InlineData("'a' in inputs.list")]
    [InlineData("!('a' in inputs.tag)")]
    [InlineData("settings.wait-time == '60s'")]
    public void These_hold(string text) => Expression.Parse(text).IsTrueIn(Scope).ShouldBeTrue();

    [Theory]
    [InlineData("!settings.skip")]
    [InlineData("settings.skip == false")]
    [InlineData("settings.force == true && true == settings.force")]
    [InlineData("settings.skip != true")]
    [InlineData("settings.attempts == 5 && 5.0 == settings.attempts")]
    [InlineData("settings.attempts > 4 && 4 < settings.attempts")]
    [InlineData("settings.attempts < settings.tenth")]
    [InlineData("settings.attempts in [5]")]
    [InlineData("settings.attempts != true")]
    [InlineData("settings.wait-time != 60")]
    public void A_setting_beside_a_number_or_a_truth_value_is_read_as_one(string text) => Expression.Parse(text).IsTrueIn(Scope).ShouldBeTrue();

    [Theory]
    [InlineData("inputs.nope")]
    [InlineData("steps.check.output.url")]
    [InlineData("inputs.tag.deeper")]
    [InlineData("inputs.nope.deeper == 1")]
    [InlineData("inputs.nope < 1")]
    [InlineData("inputs.nope >= 1")]
    [InlineData("inputs.nope in ['a']")]
    [InlineData("'a' in inputs.nope")]
    public void What_is_not_there_is_null_and_null_is_false_and_has_no_order(string text)
    {
        Expression.Parse(text).IsTrueIn(Scope).ShouldBeFalse();
        Expression.Parse($"!({text})").IsTrueIn(Scope).ShouldBeTrue();
    }

    [Theory]
    [InlineData("true || false && false", true)]
    [InlineData("(true || false) && false", false)]
    [InlineData("!true || true", true)]
    [InlineData("!(true || true)", false)]
    [InlineData("!inputs.count == 3", false)]
    [InlineData("false || false || true", true)]
    [InlineData("true && true && false", false)]
    public void Not_binds_looser_than_a_comparison_and_tighter_than_and_and_that_tighter_than_or(string text, bool expected) =>
        Expression.Parse(text).IsTrueIn(Scope).ShouldBe(expected);

    [Theory]
    [InlineData("steps.switch.output.release", "7")]
    [InlineData("inputs.none", "null")]
    [InlineData("inputs.count == 3", "true")]
    [InlineData("[inputs.count, 'x', true]", "[3,\"x\",true]")]
    [InlineData("-1.50", "-1.50")]
    public void An_expression_has_a_value_of_its_own_type(string text, string expected) =>
        (Expression.Parse(text).ValueIn(Scope)?.ToJsonString() ?? "null").ShouldBe(expected);

    [Theory]
    [InlineData("", 1, "the expression ends where a value should be")]
    [InlineData("true &&", 8, "the expression ends where a value should be")]
    [InlineData("true true", 6, "there is 'true' where the end should be")]
    [InlineData("(true", 6, "the expression ends where ')' should be")]
    [InlineData("inputs.a in ['x' 'y']", 18, "there is 'y' where ',' or ']' should be")]
    [InlineData("1 == 2 == 3", 8, "there is '==' where the end should be")]
    [InlineData("inputs.a = 1", 10, "'==' compares")]
    [InlineData("true & false", 6, "it is written twice")]
    [InlineData("inputs.a == 'x", 13, "this text has no closing quote")]
    [InlineData("${{ inputs.a }}", 1, "without ${{ }}")]
    [InlineData("inputs.a + 1", 10, "'+' is not known here")]
    [InlineData("yes", 1, "'yes' is not known; use inputs.<name>")]
    [InlineData("  env.HOME", 3, "'env' is not known")]
    [InlineData("inputs", 1, "'inputs' is not whole")]
    [InlineData("steps.build", 1, "'steps.build' is not whole")]
    [InlineData("steps.build.result.x", 1, "is not whole")]
    [InlineData("inputs..x", 1, "has a name missing between its dots")]
    [InlineData("settings.x.", 1, "has a name missing between its dots")]
    [InlineData("99999999999999999999999999999999 > 1", 1, "too large")]
    public void What_cannot_be_read_tells_its_column(string text, int column, string problem)
    {
        var error = Should.Throw<ExpressionException>(() => Expression.Parse(text));

        error.Problem.ShouldContain(problem);
        error.Column.ShouldBe(column);
        error.Error.Code.ShouldBe("pipeline.badExpression");
    }

    [Theory]
    [MemberData(nameof(Bombs))]
    public void A_bomb_is_refused_quickly(string text, string problem) =>
        Should.Throw<ExpressionException>(() => Expression.Parse(text)).Problem.ShouldContain(problem);

    public static TheoryData<string, string> Bombs => new()
    {
        { new string('(', 900), "nested" },
        { new string('!', 900) + "true", "nested" },
        { new string('[', 900), "nested" },
        { new string('(', 21) + "true" + new string(')', 21), "nested" },
        { "true" + new string(' ', 1000), "at most 1000 characters" },
    };

    [Fact]
    public void As_much_as_is_allowed_is_read()
    {
        Expression.Parse(new string('(', 20) + "true" + new string(')', 20)).IsTrueIn([]).ShouldBeTrue();
        Expression.Parse(string.Join("&&", Enumerable.Repeat("!0", 250))).IsTrueIn([]).ShouldBeTrue();
    }

    [Fact]
    public void The_paths_it_reads_are_told() =>
        Expression.Parse("!(steps.a.output.x in [inputs.b, 'c']) && (settings.d == 1 || true)").Paths.Select(path => (path.ToString(), path.Column, path.Step))
            .ShouldBe([("steps.a.output.x", 3, "a"), ("inputs.b", 24, null), ("settings.d", 44, null)]);
}
