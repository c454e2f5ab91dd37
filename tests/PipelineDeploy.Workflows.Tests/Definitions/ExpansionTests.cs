using System.Text.Json.Nodes;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Definitions.Expansion;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Workflows.Tests.Definitions;

/// <summary>Copies and used pipelines, as a run holds them.</summary>
public sealed class ExpansionTests
{
    static readonly StepInput[] Inputs = [new("text", ""), new("also", "")];

    static readonly IReadOnlyDictionary<string, IStepKind> Kinds = new StepCatalog([
        new ScriptedStep("say") { Inputs = Inputs }, new ScriptedStep("ask") { Inputs = Inputs, Outputs = [new StepOutput("answer", "", DataType.Text)] },
    ]).Kinds;

    readonly Dictionary<string, string> _published = [];

    [Fact]
    public void A_step_with_a_list_becomes_a_step_for_each_item()
    {
        var plain = Expand(
            """
            - uses: ask
              foreach: [a, {name: b}]
              with: {text: "${{ item }}", also: "${{ index }} of ${{ item.name }}"}
            - uses: say
              with: {text: "${{ steps.ask.output.answer }}"}
            """);

        Told(plain).ShouldBe([
            """ask--0 after : {"text":"a","also":"${{ 0 }} of ${{ null }}"}""",
            """ask--1 after : {"text":{"name":"b"},"also":"${{ 1 }} of ${{ 'b' }}"}""",
            """say after ask--0,ask--1: {"text":"${{ [steps.ask--0.output.answer, steps.ask--1.output.answer] }}"}""",
        ]);
    }

    [Theory]
    [InlineData("inputs.hosts", 2)]
    [InlineData("settings.regions", 3)]
    [InlineData("inputs.nothing", 0)]
    [InlineData("[5]", 1)]
    public void A_list_may_come_from_the_runs_inputs_and_settings(string list, int copies) =>
        Expand($"- {{uses: say, foreach: '${{{{ {list} }}}}', with: {{text: '${{{{ item }}}}'}}}}").Steps.Count.ShouldBe(copies);

    [Fact]
    public void What_comes_after_an_empty_list_comes_after_what_is_before_it() =>
        Told(Expand("- {id: a, uses: say}\n- {id: b, uses: say, foreach: []}\n- {id: c, uses: ask, with: {text: '${{ steps.b.output.x }}'}}"))
            .ShouldBe(["a after : {}", """c after a: {"text":"${{ [] }}"}"""]);

    [Fact]
    public void A_value_that_looks_like_an_expression_stays_the_text_that_it_is()
    {
        var plain = Expand("- {uses: say, foreach: '${{ inputs.hosts }}', with: {text: '${{ item }}', also: '<${{ item }}>'}}", new JsonArray("${{ settings.secret }} it's"));

        var filled = InputExpressions.Resolve(plain.Steps[0].With, new JsonObject { ["settings"] = new JsonObject { ["secret"] = "s3cret" } });

        (filled["text"]!.ToString(), filled["also"]!.ToString()).ShouldBe(("${{ settings.secret }} it's", "<${{ settings.secret }} it's>"));
    }

    [Fact]
    public void A_step_that_uses_a_pipeline_becomes_the_steps_of_it()
    {
        _published["greet"] =
            """
            name: greet
            inputs: {who: {required: true}, often: {type: number, default: 2}}
            outputs: {answer: "${{ steps.ask.output.answer }}"}
            steps:
              - {uses: ask, with: {text: "${{ inputs.who }}", also: "${{ inputs.often }}"}}
              - {id: left, uses: say, if: inputs.often > 1, with: {text: "to ${{ inputs.who }}"}}
              - {id: right, uses: say, needs: ask}
            """;

        var plain = Expand(
            """
            - {id: first, uses: ask}
            - {id: greet, uses: pipeline, if: settings.polite || inputs.hosts, with: {pipeline: greet, who: "${{ steps.first.output.answer }}"}}
            - {id: last, uses: say, with: {text: "${{ steps.greet.output.answer }}"}}
            """);

        Told(plain).ShouldBe([
            "first after : {}",
            """greet--ask after first: {"text":"${{ steps.first.output.answer }}","also":2} if settings.polite || inputs.hosts""",
            """greet--left after greet--ask: {"text":"to ${{ steps.first.output.answer }}"} if (settings.polite || inputs.hosts) && 2 > 1""",
            "greet--right after greet--ask: {} if settings.polite || inputs.hosts",
            """last after greet--left,greet--right: {"text":"${{ steps.greet--ask.output.answer }}"}""",
        ]);
    }

    [Fact]
    public void A_pipeline_may_be_used_for_each_item_and_use_others()
    {
        _published["inner"] = "name: inner\ninputs: {x: {}}\noutputs: {y: '${{ steps.ask.output.answer }}'}\nsteps: [{uses: ask, with: {text: '${{ inputs.x }}'}}]";
        _published["outer"] = "name: outer\ninputs: {x: {}}\noutputs: {y: '${{ steps.in.output.y }}'}\nsteps: [{id: in, uses: pipeline, with: {pipeline: inner, x: '${{ inputs.x }}'}}]";

        Told(Expand("- {id: o, uses: pipeline, foreach: [a, b], with: {pipeline: outer, x: '${{ item }}'}}\n- {uses: say, with: {text: '${{ steps.o.output.y }}'}}")).ShouldBe([
            """o--0--in--ask after : {"text":"a"}""",
            """o--1--in--ask after : {"text":"b"}""",
            """say after o--0--in--ask,o--1--in--ask: {"text":"${{ [steps.o--0--in--ask.output.answer, steps.o--1--in--ask.output.answer] }}"}""",
        ]);
    }

    [Fact]
    public async Task A_run_of_it_reads_the_outputs_of_all_copies()
    {
        var asked = new ScriptedStep("ask").ThenDone(new() { ["answer"] = "one" }).ThenDone(new() { ["answer"] = "two" });
        var said = new ScriptedStep("say");
        var engine = new InMemoryEngine(asked, said);

        var run = await engine.StartAsync(Expand("- {uses: ask, foreach: [1, 2]}\n- {uses: say, if: \"'two' in steps.ask.output.answer\", with: {text: '${{ steps.ask.output.answer }}'}}"));

        (await engine.FinishAsync(run.Id)).State.ShouldBe(RunState.Succeeded);
        said.Executions.ShouldHaveSingleItem().Inputs.ToJsonString().ShouldBe("""{"text":["one","two"]}""");
    }

    [Theory]
    [InlineData("- {uses: say, foreach: '${{ inputs.many }}'}", "a pipeline has at most 200 steps, copies and the steps of used pipelines counted")]
    [InlineData("- {uses: say, foreach: '${{ inputs.map }}'}", "'foreach' needs a list, not {\"a\":1}")]
    [InlineData("- {id: o, uses: pipeline, with: {pipeline: two}}\n- {uses: say, needs: o, join: any}", "'join: any' cannot tell when 'o' is done")]
    [InlineData("- {id: o, uses: pipeline, foreach: '${{ inputs.hosts }}', with: {pipeline: number, n: '${{ item }}'}}", "'n' must be a number, not \"h1\"")]
    public void What_only_a_run_can_tell_is_refused_when_it_is_created(string steps, string message)
    {
        _published["two"] = "name: two\nsteps: [{id: a, uses: say}, {id: b, uses: say, needs: []}]";
        _published["number"] = "name: number\ninputs: {n: {type: number}}\nsteps: [{uses: say}]";

        var error = Should.Throw<UserErrorException>(() => Expand(steps)).Error;

        error.Code.ShouldBe("pipeline.notExpandable");
        error.Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("- {uses: say, foreach: yes}", 26, ".foreach", "'foreach' is a list or one expression for a list")]
    [InlineData("- {uses: say, foreach: '${{ inputs.count }}'}", 31, ".foreach", "inputs.count is a number, where a list is needed")]
    [InlineData("- {uses: ask}\n  - {uses: say, foreach: '${{ [steps.ask.output.answer] }}'}", 5, "", "'foreach' must be known when the run is created, so it cannot read steps.ask.output.answer")]
    [InlineData("- {id: a--0, uses: say}", 10, ".id", "'--' stands in the ids of copies")]
    [InlineData("- {uses: pipeline}", 5, ".with", "'with' is a map with 'pipeline'")]
    [InlineData("- {uses: pipeline, with: {x: 1}}", 28, ".with.pipeline", "'pipeline' must be a text")]
    [InlineData("- {uses: pipeline, with: {pipeline: nope}}", 39, ".with.pipeline", "there is no pipeline 'nope'")]
    [InlineData("- {uses: pipeline, retry: {attempts: 2}, with: {pipeline: wants, n: 1}}", 29, ".retry", "'retry' belongs to the steps of the pipeline that is used")]
    [InlineData("- {uses: pipeline, with: {pipeline: wants}}", 28, ".with.n", "'n' is missing")]
    [InlineData("- {uses: pipeline, with: {pipeline: wants, n: x}}", 49, ".with.n", "'n' must be a number")]
    [InlineData("- {uses: pipeline, with: {pipeline: wants, n: 1, m: 2}}", 52, ".with.m", "'m' is not known here; known are pipeline, n")]
    [InlineData("- {uses: pipeline, with: {pipeline: wants, n: '1${{ settings.x }}'}}", 49, ".with.n", "it cannot be a text with expressions in it")]
    [InlineData("- {uses: pipeline, with: {pipeline: round}}", 5, "", "pipelines use each other in a circle: p → round → p")]
    [InlineData("- {uses: pipeline, with: {pipeline: d1}}", 5, "", "at most 3 levels deep: p → d1 → d2 → d3 → d4")]
    [InlineData("- {uses: pipeline, with: {pipeline: wants, n: 1}}\n  - {uses: say, if: steps.pipeline.output.x}", 21, ".if", "step 'pipeline' has no output 'x'")]
    public void What_the_text_tells_already_is_refused_with_its_place(string steps, int column, string path, string message)
    {
        _published["wants"] = "name: wants\ninputs: {n: {type: number, required: true}}\nsteps: [{uses: say}]";
        _published["round"] = Using("round", "p");
        Array.ForEach([1, 2, 3], level => _published[$"d{level}"] = Using($"d{level}", $"d{level + 1}"));
        _published["d4"] = "name: d4\nsteps: [{uses: say}]";

        var problem = PipelineLoader.Read($"name: p\ninputs: {{count: {{type: number}}}}\nsteps:\n  {steps}\n", Vocabulary()).Problems.ShouldHaveSingleItem();

        problem.Message.ShouldContain(message);
        (problem.Column, problem.Path[8..]).ShouldBe((column, path));
    }

    [Theory]
    [InlineData("- {id: o, uses: pipeline, with: {pipeline: twice, x: '${{ inputs.hosts }}'}}")]
    [InlineData("- {id: o, uses: pipeline, with: {pipeline: thrice, x: ['${{ inputs.hosts }}']}}\n- {uses: say, with: {text: '${{ steps.o.output.y }}'}}")]
    public void What_grows_without_a_bound_is_refused_quickly(string steps)
    {
        var list = string.Join(", ", Enumerable.Repeat("'${{ inputs.x }}'", 500));
        var long1000 = string.Join(", ", Enumerable.Repeat("steps.in.output.y", 50));
        _published["twice"] = $"name: twice\ninputs: {{x: {{type: list}}}}\nsteps: [{{id: in, uses: pipeline, with: {{pipeline: once, x: [{list}]}}}}]";
        _published["once"] = $"name: once\ninputs: {{x: {{type: list}}}}\nsteps: [{{id: in, uses: pipeline, with: {{pipeline: end, x: [{list}]}}}}]";
        _published["end"] = "name: end\ninputs: {x: {type: list}}\noutputs: {y: '${{ [inputs.x, inputs.x] }}'}\nsteps: [{uses: say, with: {text: '${{ inputs.x }}'}}]";
        _published["thrice"] = Handing("thrice", "second", long1000);
        _published["second"] = Handing("second", "third", long1000);
        _published["third"] = "name: third\ninputs: {x: {type: list}}\noutputs: {y: '${{ inputs.x }}'}\nsteps: [{uses: say}]".Replace("${{ inputs.x }}", $"${{{{ [{string.Join(", ", Enumerable.Repeat("inputs.x", 90))}] }}}}", StringComparison.Ordinal);

        Should.Throw<UserErrorException>(() => Expand(steps)).Error.Message.ShouldContain("at most 10000 parts");
    }

    [Fact]
    public void What_a_used_pipeline_does_counts_where_it_is_used()
    {
        var ask = new ScriptedStep("ask") { Judgement = place => place.LastBefore("say") is null ? [new StepObjection("say something first")] : [] };
        var vocabulary = new PipelineVocabulary(
            new StepCatalog([new ScriptedStep("say"), ask]).Kinds, null,
            name => PipelineLoader.Read(name == "says" ? "name: says\nsteps: [{uses: say}]" : "name: asks\nsteps: [{uses: ask}]", Kinds).Definition);

        PipelineLoader.Read("name: p\nsteps:\n  - {id: a, uses: pipeline, with: {pipeline: says}}\n  - {id: b, uses: pipeline, with: {pipeline: asks}}\n", vocabulary)
            .Problems.ShouldBeEmpty();
        PipelineLoader.Read("name: p\nsteps:\n  - {id: b, uses: pipeline, with: {pipeline: asks}}\n", vocabulary)
            .Problems.ShouldHaveSingleItem().ToString().ShouldBe("(3,5) steps[0]: say something first");
    }

    static string Handing(string name, string used, string list) =>
        $"name: {name}\ninputs: {{x: {{type: list}}}}\noutputs: {{y: '${{{{ [{list}] }}}}'}}\nsteps: [{{id: in, uses: pipeline, with: {{pipeline: {used}, x: '${{{{ inputs.x }}}}'}}}}]";

    static string Using(string name, string used) => $"name: {name}\nsteps: [{{uses: pipeline, with: {{pipeline: {used}}}}}]";

    PipelineVocabulary Vocabulary() => new(Kinds, null, name => _published.TryGetValue(name, out var text) ? PipelineLoader.Load(text, Kinds) : null);

    PipelineDefinition Expand(string steps, JsonArray? hosts = null)
    {
        var text = "name: p\ninputs: {hosts: {type: list}, many: {type: list}, map: {type: list}, nothing: {type: list}}\nsteps:\n" + steps;
        var scope = new JsonObject
        {
            ["inputs"] = new JsonObject
            {
                ["hosts"] = hosts ?? ["h1", "h2"],
                ["many"] = new JsonArray([.. Enumerable.Range(0, 201).Select(i => JsonValue.Create(i))]),
                ["map"] = new JsonObject { ["a"] = 1 },
                ["nothing"] = null,
            },
            ["settings"] = new JsonObject { ["regions"] = "eu, us ,asia", ["polite"] = "true" },
        };
        var vocabulary = Vocabulary();
        var definition = PipelineLoader.Read(text, vocabulary).Definition!;
        return PipelineExpander.Expand(definition, scope, vocabulary.FindPipeline);
    }

    static IEnumerable<string> Told(PipelineDefinition plain) => plain.Steps.Select(step =>
        $"{step.Id} after {string.Join(',', step.Needs)}: {step.With.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })}{(step.If is null ? "" : $" if {step.If}")}");
}
