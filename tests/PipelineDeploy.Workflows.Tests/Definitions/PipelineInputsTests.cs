using System.Text.Json.Nodes;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Workflows.Tests.Definitions;

/// <summary>What a pipeline may be given when a run of it is created.</summary>
public sealed class PipelineInputsTests
{
    static readonly IReadOnlyDictionary<string, IStepKind> Kinds = new StepCatalog([new ScriptedStep("say") { Inputs = [new StepInput("text", "")] }]).Kinds;

    static readonly PipelineDefinition Pipeline = PipelineLoader.Load(
        """
        name: p
        inputs:
          version: {type: string, required: true, description: What is released.}
          hosts: {type: list, default: [a, b]}
          times: {type: number, default: 2}
          loud: {type: boolean, default: false}
          pause: {type: duration, default: 5s}
          note: {}
        steps:
          - {uses: say, with: {text: "${{ inputs.version }}"}}
        """, Kinds);

    [Fact]
    public void What_is_not_given_has_its_default() =>
        RunInputs.Bind(Pipeline, new JsonObject { ["version"] = "1" }).ToJsonString()
            .ShouldBe("""{"version":"1","hosts":["a","b"],"times":2,"loud":false,"pause":"5s","note":null}""");

    [Fact]
    public void What_people_type_is_read_as_the_type_that_is_declared()
    {
        var given = new JsonObject { ["version"] = "1.0", ["hosts"] = "x, y,", ["times"] = "3.5", ["loud"] = "true", ["pause"] = "1m" };

        RunInputs.Bind(Pipeline, given).ToJsonString().ShouldBe("""{"version":"1.0","hosts":["x","y"],"times":3.5,"loud":true,"pause":"1m","note":null}""");
    }

    [Fact]
    public void Everything_that_does_not_fit_is_told_at_once_with_its_field()
    {
        var error = Should.Throw<FieldErrorsException>(() => RunInputs.Bind(Pipeline, new JsonObject
        {
            ["hosts"] = 1,
            ["times"] = "many",
            ["loud"] = "yes",
            ["pause"] = "soon",
            ["note"] = new JsonArray(),
            ["colour"] = "blue",
        }));

        error.Error.Code.ShouldBe("run.badInput");
        error.Fields.ToDictionary(field => field.Key, field => field.Value.ShouldHaveSingleItem()).ShouldBe(new Dictionary<string, string>
        {
            ["inputs.colour"] = "the pipeline p has no input 'colour'; known are version, hosts, times, loud, pause, note",
            ["inputs.version"] = "'version' is missing: What is released.",
            ["inputs.hosts"] = "'hosts' must be a list, not 1",
            ["inputs.times"] = "'times' must be a number, not \"many\"",
            ["inputs.loud"] = "'loud' must be true or false, not \"yes\"",
            ["inputs.pause"] = "'pause' must be a length of time such as 30s, not \"soon\"",
            ["inputs.note"] = "'note' must be a text, not []",
        }, ignoreOrder: true);
    }

    [Fact]
    public void Inputs_are_not_a_way_to_fill_the_database() =>
        Should.Throw<FieldErrorsException>(() => RunInputs.Bind(Pipeline, new JsonObject { ["version"] = new string('x', 200_000) }))
            .Fields.Keys.ShouldBe(["inputs"]);

    [Theory]
    [InlineData("inputs: [a]", 2, 9, "inputs", "'inputs' is a map of at most 50 inputs")]
    [InlineData("inputs: {a: string}", 2, 13, "inputs.a", "an input is a map with 'type'")]
    [InlineData("inputs: {a b: {}}", 2, 10, "inputs.a b", "'a b' is not a name")]
    [InlineData("inputs: {settings: {}}", 2, 10, "inputs.settings", "'settings' is taken")]
    [InlineData("inputs: {rollback: {type: boolean}}", 2, 10, "inputs.rollback", "'rollback' is taken")]
    [InlineData("inputs: {a: {type: text}}", 2, 20, "inputs.a.type", "'type' is one of string, number, boolean, duration, list")]
    [InlineData("inputs: {a: {kind: list}}", 2, 14, "inputs.a.kind", "'kind' is not known here; known are type, required, default, description")]
    [InlineData("inputs: {a: {required: 1}}", 2, 24, "inputs.a.required", "'required' is true or false")]
    [InlineData("inputs: {a: {type: number, default: x}}", 2, 37, "inputs.a.default", "'default' must be a number")]
    [InlineData("inputs: {a: {required: true, default: x}}", 2, 39, "inputs.a.default", "an input that is required has no default")]
    [InlineData("timeout: soon", 2, 10, "timeout", "'timeout' must be a length of time")]
    [InlineData("timeout: 90d", 2, 10, "timeout", "at most 30d")]
    [InlineData("layout: [1]", 2, 9, "layout", "'layout' is a map of at most 65536 characters")]
    [InlineData("outputs: [1]", 2, 10, "outputs", "'outputs' is a map of names to expressions")]
    [InlineData("outputs: {x: {}}", 2, 14, "outputs.x", "an output is one expression")]
    [InlineData("outputs: {x: 'a ${{ steps.say.output.y }}'}", 2, 14, "outputs.x", "an output is one expression")]
    [InlineData("outputs: {x: '${{ steps.nobody.output.y }}'}", 2, 19, "outputs.x", "there is no step 'nobody'")]
    public void What_is_wrong_is_told_with_line_column_and_path(string line, int atLine, int atColumn, string path, string message)
    {
        var problem = PipelineLoader.Read($"name: p\n{line}\nsteps: [{{uses: say}}]", Kinds).Problems.ShouldHaveSingleItem();

        problem.Message.ShouldContain(message);
        (problem.Line, problem.Column, problem.Path).ShouldBe((atLine, atColumn, path));
    }

    [Fact]
    public void An_input_that_is_read_must_be_declared()
    {
        var problems = PipelineLoader.Read(
            "name: p\ninputs: {a: {}}\nsteps:\n  - {uses: say, if: inputs.b, with: {text: '${{ inputs.a }} and ${{ inputs.c }}'}}\n", Kinds).Problems;

        problems.Select(problem => problem.ToString()).ShouldBe([
            "(4,69) steps[0].with.text: the pipeline declares no input 'c'; known are a",
            "(4,21) steps[0].if: the pipeline declares no input 'b'; known are a",
        ]);
    }

    [Fact]
    public void A_setting_that_is_read_must_be_there()
    {
        var vocabulary = new PipelineVocabulary(Kinds, Settings: ["port", "colour"]);

        var problem = PipelineLoader.Read("name: p\nsteps:\n  - {uses: say, if: settings.prot}\n", vocabulary).Problems.ShouldHaveSingleItem();

        problem.ToString().ShouldBe("(3,21) steps[0].if: there is no setting 'prot'; known are port, colour");
    }

    [Fact]
    public void The_layout_is_kept_for_the_designer() =>
        PipelineLoader.Load("name: p\nlayout: {say: {x: 1, y: 2.5}}\nsteps: [{uses: say}]", Kinds).Layout!.ToJsonString().ShouldBe("""{"say":{"x":1,"y":2.5}}""");

    [Fact]
    public void A_layout_may_not_be_large() =>
        PipelineLoader.Read($"name: p\nlayout: {{a: {new string('x', 70_000)}}}\nsteps: [{{uses: say}}]", Kinds).Problems.ShouldHaveSingleItem().Path.ShouldBe("layout");
}
