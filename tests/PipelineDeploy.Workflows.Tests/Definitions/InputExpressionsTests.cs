using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Definitions;

namespace PipelineDeploy.Workflows.Tests.Definitions;

public sealed class InputExpressionsTests
{
    static readonly JsonObject Scope = (JsonObject)JsonNode.Parse(
        """{"inputs":{"tag":"v1","none":null,"tricky":"${{ inputs.tag }}"},"settings":{"wait":5,"list":[1,2]},"steps":{"build-it":{"output":{"image":"shop:v1","ok":true}}}}""")!;

    [Theory]
    [InlineData("${{ inputs.tag }}", "\"v1\"")]
    [InlineData("${{inputs.tag}}", "\"v1\"")]
    [InlineData("${{ settings.wait }}", "5")]
    [InlineData("${{ settings.list }}", "[1,2]")]
    [InlineData("${{ steps.build-it.output.ok }}", "true")]
    [InlineData("${{ inputs.none }}", "null")]
    [InlineData("wait ${{ settings.wait }}s", "\"wait 5s\"")]
    [InlineData("${{ inputs.tag }}/${{ steps.build-it.output.image }}", "\"v1/shop:v1\"")]
    [InlineData("-${{ inputs.none }}-", "\"--\"")]
    [InlineData("no expression", "\"no expression\"")]
    [InlineData("${{ settings.wait > 3 }}", "true")]
    [InlineData("fast: ${{ settings.wait < 3 || inputs.tag in ['v1'] }}", "\"fast: true\"")]
    [InlineData("${{ steps.build-it.output.nope == null }}", "true")]
    [InlineData("${{ '}}' }}", "\"}}\"")]
    [InlineData("{{ no }} $ {expression}", "\"{{ no }} $ {expression}\"")]
    [InlineData("", "\"\"")]
    [InlineData("${{ inputs.tricky }}", "\"${{ inputs.tag }}\"")]
    public void An_expression_is_filled_in_once(string text, string expected) =>
        (InputExpressions.Resolve(new JsonObject { ["x"] = text }, Scope)["x"]?.ToJsonString() ?? "null").ShouldBe(expected);

    [Fact]
    public void Expressions_are_filled_in_at_any_depth_and_other_values_stay()
    {
        var with = (JsonObject)JsonNode.Parse("""{"a":{"b":["${{ inputs.tag }}",1,null,true]}}""")!;

        InputExpressions.Resolve(with, Scope).ToJsonString().ShouldBe("""{"a":{"b":["v1",1,null,true]}}""");
        with.ToJsonString().ShouldContain("${{ inputs.tag }}");
    }

    [Theory]
    [InlineData("${{ inputs.nope }}", "there is no 'nope' there")]
    [InlineData("x ${{ steps.check.output.y }}", "there is no 'check' there")]
    [InlineData("${{ settings.wait.seconds }}", "there is no 'seconds' there")]
    public void A_path_alone_that_leads_nowhere_is_an_error(string text, string message)
    {
        var error = Should.Throw<UserErrorException>(() => InputExpressions.Resolve(new JsonObject { ["x"] = text }, Scope)).Error;

        error.Code.ShouldBe("pipeline.unknownValue");
        error.Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("${{ env.HOME }}", "Column 5 of the expression: 'env' is not known")]
    [InlineData("x ${{ inputs.tag", "Column 3 of the expression: '${{' has no '}}'")]
    [InlineData("${{ }}", "Column 5 of the expression: the expression ends")]
    public void An_expression_that_cannot_be_read_is_an_error(string text, string message)
    {
        var error = Should.Throw<UserErrorException>(() => InputExpressions.Resolve(new JsonObject { ["x"] = text }, Scope)).Error;

        error.Code.ShouldBe("pipeline.badExpression");
        error.Message.ShouldContain(message);
    }
}
