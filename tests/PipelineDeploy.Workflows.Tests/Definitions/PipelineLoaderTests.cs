using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Workflows.Tests.Definitions;

public sealed class PipelineLoaderTests
{
    static readonly Dictionary<string, IStepKind> Kinds = new StepCatalog([
        new ScriptedStep("build") { Inputs = [new StepInput("tag", ""), new StepInput("args", "")] },
        new ScriptedStep("check") { Compensates = false },
        new ScriptedStep("switch") { IsPivot = true },
    ]).Kinds.ToDictionary();

    const string Good = """
        name: blue-green
        description: Deploys.
        inputs:
          tag: {type: string}
        steps:
          - uses: build
            with:
              tag: ${{ inputs.tag }}
              args: { quick: true, level: 3, ratio: 1.5, text: "3", none: null, list: [a, "b"] }
          - id: look
            uses: check
          - uses: switch
            needs: [build, look]
            compensate: false
        """;

    [Fact]
    public void A_good_file_is_read()
    {
        var pipeline = PipelineLoader.Load(Good, Kinds);

        (pipeline.Name, pipeline.Description).ShouldBe(("blue-green", "Deploys."));
        pipeline.Steps.Select(step => (step.Id, step.Uses, Needs: string.Join(",", step.Needs), step.Compensates, step.IsPivot)).ShouldBe([
            ("build", "build", "", true, false), ("look", "check", "build", false, false), ("switch", "switch", "build,look", false, true)]);
        pipeline.Step("build").With.ToJsonString().ShouldBe(
            """{"tag":"${{ inputs.tag }}","args":{"quick":true,"level":3,"ratio":1.5,"text":"3","none":null,"list":["a","b"]}}""");
    }

    [Fact]
    public void Json_is_read_too()
    {
        var pipeline = PipelineLoader.Load("{\n\t\"name\": \"p\",\n\t\"steps\": [ {\"uses\": \"build\", \"with\": {\"tag\": \"1\", \"args\": 2}} ]\n}", Kinds);

        pipeline.Step("build").With.ToJsonString().ShouldBe("""{"tag":"1","args":2}""");
    }

    [Theory]
    [InlineData("80,443")]
    [InlineData("007")]
    [InlineData("5-")]
    [InlineData("+5")]
    [InlineData("1.")]
    [InlineData("no")]
    public void Plain_text_that_only_looks_like_a_number_stays_text(string text)
    {
        var pipeline = PipelineLoader.Load($"name: p\nsteps:\n  - uses: build\n    with:\n      tag: {text}\n", Kinds);

        pipeline.Step("build").With.ToJsonString().ShouldBe($$"""{"tag":"{{text}}"}""".Replace("+", "\\u002B", StringComparison.Ordinal));
    }

    [Fact]
    public void Steps_are_ordered_by_what_they_need()
    {
        var pipeline = PipelineLoader.Load(
            "name: p\nsteps:\n  - {id: c, uses: check, needs: [b]}\n  - {id: a, uses: check, needs: []}\n  - {id: b, uses: check, needs: a}\n", Kinds);

        pipeline.Steps.Select(step => step.Id).ShouldBe(["a", "b", "c"]);
    }

    [Theory]
    [InlineData("steps: [{uses: check}]", 1, 1, "'name' must be a text")]
    [InlineData("name: Shop\nsteps: [{uses: check}]", 1, 7, "'Shop' is not a name")]
    [InlineData("name: \"shop\\n\"\nsteps: [{uses: check}]", 1, 7, "is not a name")]
    [InlineData("name: p", 1, 1, "at least one step")]
    [InlineData("name: p\nsteps: []", 2, 8, "at least one step")]
    [InlineData("name: p\nstages: []\nsteps: [{uses: check}]", 2, 1, "'stages' is not known here")]
    [InlineData("name: p\nsteps:\n  - check", 3, 5, "a step is a map")]
    [InlineData("name: p\nsteps:\n  - {id: a}", 3, 5, "'uses' must be a text")]
    [InlineData("name: p\nsteps:\n  - uses: chekc", 3, 11, "there is no step kind 'chekc'; known are build, check, switch")]
    [InlineData("name: p\nsteps:\n  - uses: check\n    whit: {}", 4, 5, "'whit' is not known here")]
    [InlineData("name: p\nsteps:\n  - uses: build\n    with: {tga: x}", 4, 12, "'tga' is not known here; known are tag, args")]
    [InlineData("name: p\nsteps:\n  - uses: check\n    with: {x: 1}", 4, 12, "nothing may stand here")]
    [InlineData("name: p\nsteps:\n  - uses: build\n    with: [1]", 4, 11, "'with' is a map of inputs")]
    [InlineData("name: p\nsteps:\n  - {uses: check, id: A}", 3, 23, "'A' is not an id")]
    [InlineData("name: p\nsteps:\n  - uses: check\n  - uses: check", 4, 5, "two steps have the id 'check'")]
    [InlineData("name: p\nsteps:\n  - uses: check\n    needs: nobody", 4, 12, "there is no step 'nobody'")]
    [InlineData("name: p\nsteps:\n  - uses: check\n    needs: {a: b}", 4, 12, "'needs' is the id of a step or a list of ids")]
    [InlineData("name: p\nsteps:\n  - uses: build\n    compensate: no", 4, 17, "'compensate' is true or false")]
    [InlineData("name: p\nname: q\nsteps: [{uses: check}]", 2, 1, "name")]
    [InlineData("name: p\nsteps:\n  - uses: build\n    with: {args: {[a]: 1}}", 4, 19, "a key must be a text")]
    [InlineData("name: p\nsteps:\n  - uses: build\n    with: {args: {a: 1, !x a: 2}}", 4, 25, "'a' stands here twice")]
    [InlineData("name: [", 2, 1, "")]
    [InlineData("", 1, 1, "a pipeline is one YAML map")]
    [InlineData("- a", 1, 1, "a pipeline is one YAML map")]
    [InlineData("name: p\n---\nname: q", 1, 1, "a pipeline is one YAML map")]
    public void Each_error_tells_its_line_and_column(string yaml, int line, int column, string message)
    {
        var problem = PipelineLoader.Read(yaml, Kinds).Problems.ShouldHaveSingleItem();

        problem.Message.ShouldContain(message);
        (problem.Line, problem.Column).ShouldBe((line, column));
    }

    [Fact]
    public void All_errors_are_told_at_once()
    {
        var error = Should.Throw<UserErrorException>(() => PipelineLoader.Load(
            "name: P\nfoo: 1\nsteps:\n  - {id: a, uses: check, needs: b}\n  - {id: b, uses: check, needs: a}\n  - {uses: nope}\n", Kinds)).Error;

        error.Code.ShouldBe("pipeline.invalid");
        error.Message.ShouldStartWith("The pipeline has 4 problems: ");
        foreach (var part in new[] { "(2,1) foo: ", "(1,7) name: 'P' is not a name", "(6,12) steps[2].uses: ", "in a circle: a, b" })
        {
            error.Message.ShouldContain(part);
        }
    }

    [Fact]
    public void A_circle_names_its_steps_and_not_those_behind_it()
    {
        var problem = PipelineLoader.Read(
            "name: p\nsteps:\n  - {id: a, uses: check, needs: c}\n  - {id: b, uses: check}\n  - {id: c, uses: check, needs: a}\n", Kinds).Problems.ShouldHaveSingleItem();

        problem.Message.ShouldEndWith("in a circle: a, c");
        problem.Line.ShouldBe(3);
    }

    [Fact]
    public void A_step_may_not_need_itself() =>
        PipelineLoader.Read("name: p\nsteps: [{id: a, uses: check, needs: a}]", Kinds).Problems.ShouldHaveSingleItem().Message.ShouldEndWith("in a circle: a");

    [Fact]
    public void More_problems_than_anybody_reads_are_not_told() => PipelineLoader.Read(
        "name: p\n" + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"k{i}: 1\n")) + "steps: [{uses: check}]", Kinds).Problems.Count.ShouldBe(200);

    [Theory]
    [MemberData(nameof(Bombs))]
    public void A_bomb_is_refused_quickly(string what, string yaml) =>
        PipelineLoader.Read(yaml, Kinds).Problems.ShouldHaveSingleItem().Message.ShouldContain(what);

    public static TheoryData<string, string> Bombs => new()
    {
        { "aliases", "name: p\nsteps:\n  - uses: build\n    with:\n      tag: &a [x, x]\n      args: *a\n" },
        { "aliases", "name: p\nsteps:\n  - uses: build\n    with:\n      tag: &a [*a]\n" },
        { "aliases", "a: &l0 [x, x]\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"b{i}: &l{i} [*l{i - 1}, *l{i - 1}]\n")) },
        { "nested", "name: p\nsteps: " + new string('[', 100_000) },
        { "nested", "name: p\nsteps: " + string.Concat(Enumerable.Repeat("{a: ", 50_000)) },
        { "characters", "name: p\ndescription: " + new string('x', 600_000) },
        { "steps", "name: p\nsteps:\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"- {{id: s{i}, uses: check, needs: []}}\n")) },
    };

    [Theory]
    [InlineData("- uses: switch\n- uses: check", 3)]
    [InlineData("- uses: switch\n- uses: check\n  onFailure: stop", 3)]
    [InlineData("- uses: switch\n- uses: check\n  onFailure: continue", null)]
    [InlineData("- uses: switch\n- uses: check\n  when: always", null)]
    [InlineData("- uses: switch\n- uses: check\n  needs: []", null)]
    [InlineData("- uses: check\n- uses: switch", null)]
    public void What_may_fail_where_there_is_no_way_back_is_warned_of(string steps, int? line)
    {
        var (_, problems) = PipelineLoader.Read($"name: p\nsteps:\n{steps}", Kinds);

        problems.Select(problem => (problem.IsWarning, problem.Line)).ShouldBe(line is null ? [] : [(true, line.Value + 1L)]);
        problems.ShouldAllBe(problem => problem.Message.StartsWith("there is no way back once 'switch' has started: if 'check' fails", StringComparison.Ordinal));
    }

    [Fact]
    public void A_secret_that_is_read_like_an_input_is_told_where_values_come_from() =>
        PipelineLoader.Read("name: p\nsteps:\n- uses: build\n  with: {tag: '${{ secrets.token }}'}", Kinds).Problems.Single().Message
            .ShouldBe("'secrets' is not known; use inputs.<name>, settings.<name> or steps.<id>.output.<name>, and quotes around texts");
}
