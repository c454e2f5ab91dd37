using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Workflows.Tests.Definitions;

/// <summary>What a step says of when and how often it runs.</summary>
public sealed class StepPolicyTests
{
    static readonly IReadOnlyDictionary<string, IStepKind> Kinds = new StepCatalog([
        new ScriptedStep("build") { Inputs = [new StepInput("tag", "")] },
        new ScriptedStep("switch") { IsPivot = true },
    ]).Kinds;

    [Fact]
    public void A_whole_retry_is_read()
    {
        var retry = Load("retry: {attempts: 5, delay: 2s, backoff: 1.5, maxDelay: 10s, jitter: none, on: [docker., router.unreachable]}").Retry!;

        (retry.Attempts, retry.Delay, retry.Backoff, retry.MaxDelay, retry.Jitter)
            .ShouldBe((5, TimeSpan.FromSeconds(2), 1.5, TimeSpan.FromSeconds(10), RetryJitter.None));
        retry.On.ShouldBe(["docker.", "router.unreachable"]);
    }

    [Fact]
    public void What_a_retry_does_not_say_has_a_default() => Load("retry: {attempts: 2}").Retry.ShouldBe(
        new RetryPolicy(2, TimeSpan.FromSeconds(1), 2, TimeSpan.FromMinutes(1), RetryJitter.Full));

    [Fact]
    public void The_longest_pause_is_never_shorter_than_the_first() => Load("retry: {attempts: 2, delay: 5m}").Retry!.MaxDelay.ShouldBe(TimeSpan.FromMinutes(5));

    [Fact]
    public void A_single_error_needs_no_list() => Load("retry: {attempts: 2, on: docker.}").Retry!.On.ShouldBe(["docker."]);

    [Fact]
    public void A_timeout_is_read() => Load("timeout: 10m").Timeout.ShouldBe(TimeSpan.FromMinutes(10));

    [Theory]
    [InlineData("settings.force && !settings.skip", "settings.force && !settings.skip")]
    [InlineData("false", "false")]
    [InlineData("\"settings.a == 'b'\"", "settings.a == 'b'")]
    public void A_condition_is_read(string written, string expected) => Load($"if: {written}").If.ShouldBe(expected);

    [Fact]
    public void A_step_may_read_what_comes_before_it_on_any_way() => PipelineLoader.Read(
        """
        name: p
        steps:
          - {id: a, uses: build}
          - {id: b, uses: build}
          - {id: c, uses: build, if: steps.a.output.x && steps.b.output.y, with: {tag: "${{ steps.a.output.x }}"}}
        """, Kinds).Problems.ShouldBeEmpty();

    [Theory]
    [InlineData("- {id: b, uses: build, if: steps.c.output.x}", 28, "there is no step 'c'")]
    [InlineData("- {id: b, uses: build, if: 1 == steps.c.output.x}", 33, "there is no step 'c'")]
    [InlineData("- {id: b, uses: build, if: steps.b.output.x}", 28, "step 'b' does not come after 'b'")]
    [InlineData("- {id: b, uses: build, needs: [], if: steps.a.output.x}", 39, "step 'b' does not come after 'a', so it cannot read its output")]
    [InlineData("- {id: b, uses: build, with: {tag: \"${{ steps.c.output.x }}\"}}", 41, "there is no step 'c'")]
    [InlineData("- {id: b, uses: build, with: {tag: [1, '/${{ settings.x }}/${{ 1 + }}']}}", 66, "'+' is not known here")]
    [InlineData("- {id: b, uses: build, with: {tag: {x: '${{ settings.x'}}}", 41, "'${{' has no '}}'")]
    public void What_an_expression_must_not_read_tells_where_it_stands(string step, int column, string message)
    {
        var problem = PipelineLoader.Read($"name: p\nsteps:\n- {{id: a, uses: build}}\n{step}\n", Kinds).Problems.ShouldHaveSingleItem();

        problem.Message.ShouldContain(message);
        (problem.Line, problem.Column).ShouldBe((4, column));
    }

    [Fact]
    public void In_a_text_of_many_lines_the_beginning_is_told()
    {
        var problem = PipelineLoader.Read(
            "name: p\nsteps:\n  - uses: build\n    with:\n      tag: |\n        one\n        ${{ nope }}\n", Kinds).Problems.ShouldHaveSingleItem();

        (problem.Line, problem.Column, problem.Path).ShouldBe((5, 12, "steps[0].with.tag"));
    }

    [Theory]
    [InlineData("rollback", FailurePolicy.Rollback)]
    [InlineData("continue", FailurePolicy.Continue)]
    [InlineData("stop", FailurePolicy.Stop)]
    public void What_a_failure_means_is_read(string written, FailurePolicy expected) => Load($"onFailure: {written}").OnFailure.ShouldBe(expected);

    [Fact]
    public void A_step_that_runs_always_stands_beside_the_others()
    {
        var steps = PipelineLoader.Load(
            """
            name: p
            steps:
              - {id: a, uses: build}
              - {id: clean, uses: build, when: always}
              - {id: b, uses: build}
              - {id: notify, uses: build, when: always, needs: clean, if: steps.b.output.x && steps.clean.output.y}
            """, Kinds).Steps;

        steps.Select(step => (step.Id, Needs: string.Join(',', step.Needs), step.RunsAlways, step.Compensates))
            .ShouldBe([("a", "", false, true), ("clean", "a", true, false), ("b", "a", false, true), ("notify", "clean", true, false)]);
    }

    [Fact]
    public void What_runs_at_the_end_can_be_needed_only_by_what_runs_after_it()
    {
        var problem = PipelineLoader.Read(
            "name: p\nsteps:\n  - {id: a, uses: build, when: always}\n  - {id: b, uses: build, needs: a}\n", Kinds).Problems.ShouldHaveSingleItem();

        (problem.Line, problem.Column).ShouldBe((4, 33));
        problem.Message.ShouldContain("step 'a' runs at the end of the run");
    }

    [Fact]
    public void A_step_from_which_there_is_no_way_back_cannot_run_always() =>
        PipelineLoader.Read("name: p\nsteps: [{uses: switch, when: always}]", Kinds).Problems.ShouldHaveSingleItem().Message.ShouldContain("'switch' cannot run always");

    [Fact]
    public void Without_any_of_it_a_step_has_one_attempt_and_any_time_and_no_condition_and_its_failure_is_undone() =>
        Load("compensate: false").ShouldSatisfyAllConditions(step => step.Retry.ShouldBeNull(), step => step.Timeout.ShouldBeNull(), step => step.If.ShouldBeNull(),
            step => step.OnFailure.ShouldBe(FailurePolicy.Rollback), step => step.RunsAlways.ShouldBeFalse());

    [Theory]
    [InlineData("retry: 3", 12, "'retry' is a map with 'attempts'")]
    [InlineData("retry: {}", 12, "'attempts' is missing")]
    [InlineData("retry: {attempts: 1}", 23, "'attempts' must be a whole number from 2 to 100")]
    [InlineData("retry: {attempts: 2.5}", 23, "'attempts' must be a whole number")]
    [InlineData("retry: {attempts: many}", 23, "'attempts' must be a whole number")]
    [InlineData("retry: {attempts: 3, delay: soon}", 33, "'delay' must be a length of time such as 500ms, 30s or 1m, at most 1d")]
    [InlineData("retry: {attempts: 3, delay: 2d}", 33, "'delay' must be a length of time")]
    [InlineData("retry: {attempts: 3, delay: 0}", 33, "'delay' must be a length of time")]
    [InlineData("retry: {attempts: 3, delay: 10s, maxDelay: 5s}", 48, "'maxDelay' is shorter than 'delay'")]
    [InlineData("retry: {attempts: 3, backoff: 0.5}", 35, "'backoff' must be a number from 1 to 10")]
    [InlineData("retry: {attempts: 3, jitter: some}", 34, "'jitter' is one of full, none")]
    [InlineData("retry: {attempts: 3, on: []}", 30, "'on' is an error's code or a list of them")]
    [InlineData("retry: {attempts: 3, until: 5s}", 26, "'until' is not known here; known are attempts, delay, backoff, maxDelay, jitter, on")]
    [InlineData("if: [true]", 9, "'if' is an expression")]
    [InlineData("if: inputs.x ==", 20, "the expression ends where a value should be")]
    [InlineData("if: '${{ inputs.x }}'", 10, "without ${{ }}")]
    [InlineData("onFailure: ignore", 16, "'onFailure' is one of rollback, continue, stop")]
    [InlineData("when: never", 11, "'when' is one of always")]
    [InlineData("onFailure: continue\n    when: always", 16, "never changes how the run ends; leave 'onFailure' out")]
    [InlineData("timeout: forever", 14, "'timeout' must be a length of time such as 500ms, 30s or 1m, at most 30d")]
    [InlineData("timeout: 0", 14, "'timeout' must be a length of time")]
    public void Each_error_tells_its_line_and_column(string line, int column, string message)
    {
        var problem = Read(line).Problems.ShouldHaveSingleItem();

        problem.Message.ShouldContain(message);
        (problem.Line, problem.Column).ShouldBe((4, column));
    }

    static StepDefinition Load(string line) => PipelineLoader.Load(Yaml(line), Kinds).Steps[0];

    static (PipelineDefinition? Definition, IReadOnlyList<PipelineProblem> Problems) Read(string line) => PipelineLoader.Read(Yaml(line), Kinds);

    static string Yaml(string line) => $"name: p\nsteps:\n  - uses: build\n    {line}\n";
}
