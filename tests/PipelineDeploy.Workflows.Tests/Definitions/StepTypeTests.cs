using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Workflows.Tests.Definitions;

/// <summary>Whether a step may be given what it is given.</summary>
public sealed class StepTypeTests
{
    static readonly IReadOnlyDictionary<string, IStepKind> Kinds = new StepCatalog([
        new ScriptedStep("make")
        {
            Inputs = [new StepInput("tag", "")],
            Outputs = [new StepOutput("image", "", DataType.Text), new StepOutput("isNew", "", DataType.Boolean), new StepOutput("parts", "", DataType.List)],
        },
        new ScriptedStep("use")
        {
            Inputs =
            [
                new StepInput("image", "Id of the image.", DataType.Text, IsRequired: true),
                new StepInput("for", "", DataType.Duration),
                new StepInput("count", "", DataType.Whole, Least: 1, Most: 9),
                new StepInput("ratio", "", DataType.Number),
                new StepInput("loud", "", DataType.Boolean),
                new StepInput("hosts", "", DataType.List),
                new StepInput("policy", "", DataType.Text, Allowed: ["always", "never"]),
            ],
            Outputs = [],
        },
    ]).Kinds;

    [Theory]
    [InlineData("for: 5s, count: 3, ratio: 1.5, loud: true, hosts: [a], policy: never")]
    [InlineData("for: 5, count: '3', ratio: '-1.5', loud: 'false', hosts: [], policy: ''")]
    [InlineData("for: '${{ settings.a }}', count: '${{ settings.a }}', loud: '${{ steps.make.output.isNew }}', hosts: '${{ steps.make.output.parts }}'")]
    [InlineData("for: '${{ settings.a }}s', hosts: ['${{ settings.a }}'], policy: null, count: '${{ steps.make.output.image }}'")]
    public void What_fits_is_taken(string with) => ProblemsOf($"{{image: 5, {with}}}").ShouldBeEmpty();

    [Theory]
    [InlineData("{for: 5s}", 35, "image", "'image' is missing: Id of the image.")]
    [InlineData("{image: [a]}", 43, "image", "'image' must be a text, not [\"a\"]")]
    [InlineData("{image: a, for: soon}", 51, "for", "'for' must be a length of time such as 30s, not \"soon\"")]
    [InlineData("{image: a, count: 1.5}", 53, "count", "'count' must be a whole number, not 1.5")]
    [InlineData("{image: a, count: 10}", 53, "count", "'count' must be from 1 to 9, not 10")]
    [InlineData("{image: a, ratio: much}", 53, "ratio", "'ratio' must be a number, not \"much\"")]
    [InlineData("{image: a, loud: yes}", 52, "loud", "'loud' must be true or false, not \"yes\"")]
    [InlineData("{image: a, hosts: b}", 53, "hosts", "'hosts' must be a list, not \"b\"")]
    [InlineData("{image: a, policy: no}", 54, "policy", "'policy' is one of always, never, not \"no\"")]
    [InlineData("{image: '${{ steps.make.output.parts }}'}", 48, "image", "steps.make.output.parts is a list, where a text is needed")]
    [InlineData("{image: a, for: '${{ steps.make.output.isNew }}'}", 56, "for", "steps.make.output.isNew is true or false, where a length of time such as 30s is needed")]
    [InlineData("{image: a, hosts: '${{ inputs.one }}'}", 58, "hosts", "inputs.one is a number, where a list is needed")]
    [InlineData("{image: '${{ steps.make.output.imgae }}'}", 48, "image", "step 'make' has no output 'imgae'; known are image, isNew, parts")]
    [InlineData("{image: '${{ item }}'}", 48, "image", "'item' stands for nothing here: the step has no 'foreach'")]
    public void What_does_not_fit_is_told_with_column_and_path(string with, int column, string input, string message)
    {
        var problem = ProblemsOf(with).ShouldHaveSingleItem();

        problem.Message.ShouldBe(message);
        (problem.Line, problem.Column, problem.Path).ShouldBe((5, column, $"steps[1].with.{input}"));
    }

    [Fact]
    public void A_step_without_outputs_has_none_to_read() => PipelineLoader.Read(
        "name: p\nsteps:\n  - {uses: use, with: {image: a}}\n  - {uses: make, if: steps.use.output.x}\n", Kinds)
        .Problems.ShouldHaveSingleItem().ToString().ShouldBe("(4,22) steps[1].if: step 'use' has no output 'x'; it has none");

    [Fact]
    public void The_schema_of_the_inputs_says_the_same()
    {
        var schema = StepSchema.OfInputs(Kinds["use"]);

        schema["required"]!.ToJsonString().ShouldBe("""["image"]""");
        schema["properties"]!["count"]!["anyOf"]![0]!.ToJsonString().ShouldBe(
            """{"type":["integer","string"],"pattern":"^-?[0-9]\u002B$","minimum":1,"maximum":9}""");
        schema["properties"]!["policy"]!["anyOf"]![0]!["enum"]!.ToJsonString().ShouldBe("""["always","never"]""");
        StepSchema.OfOutputs(Kinds["make"])["properties"]!.AsObject().Select(output => output.Key).ShouldBe(["image", "isNew", "parts"]);
    }

    static IReadOnlyList<PipelineProblem> ProblemsOf(string with) => PipelineLoader.Read(
        $"name: p\ninputs: {{one: {{type: number}}}}\nsteps:\n  - {{uses: make}}\n  - {{id: second, uses: use, with: {with}}}\n", Kinds).Problems;
}
