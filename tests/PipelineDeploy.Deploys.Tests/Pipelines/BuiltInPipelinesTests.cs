using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Pipelines;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Deploys.Tests.Steps;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Deploys.Tests.Pipelines;

/// <summary>The built-in pipelines are read by the real loader against the real step kinds, and played through with scripted ones.</summary>
public sealed class BuiltInPipelinesTests
{
    static readonly PipelineDefinition BlueGreen = Load(PipelineCatalog.Default);

    public static TheoryData<string> Names => [.. BuiltInPipelines.Texts.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [InlineData("approve-then-switch", "build migrate start check approve switch run wait retire")]
    [InlineData("blue-green", "build migrate start check switch run wait retire")]
    [InlineData("canary", "build migrate start check canary run wait retire")]
    [InlineData("compose-swap", "build start check switch retire")]
    [InlineData("image", "image migrate start check switch run wait retire")]
    [InlineData("migrate-then-switch", "build migrate start check switch run wait retire")]
    [InlineData("recreate", "build stop migrate start check switch run retire")]
    public void Each_has_its_steps(string name, string steps) => string.Join(' ', Load(name).Steps.Select(step => step.Uses)).ShouldBe(steps);

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_begins_with_a_comment_that_explains_it_and_nothing_is_wrong_with_it(string name)
    {
        var text = BuiltInPipelines.Texts[name];

        text.ShouldStartWith("# ");
        var (definition, problems) = PipelineLoader.Read(text, new PipelineVocabulary(BareKinds.Catalog.Kinds, [.. SettingDefinition.All.Select(setting => setting.Name)]));
        problems.Where(problem => !problem.Message.StartsWith("not zero-downtime, because", StringComparison.Ordinal)).ShouldBeEmpty();
        problems.Count.ShouldBe(name == "recreate" ? 1 : 0);
        definition.ShouldNotBeNull().Name.ShouldBe(name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Whichever_step_fails_everything_that_was_started_is_undone_and_after_retire_a_person_is_asked(string name)
    {
        var pipeline = Load(name);
        foreach (var failing in pipeline.Steps.Where(step => step.If is null))
        {
            var (state, calls) = await PlayAsync(failing.Uses, definition: pipeline);

            var undone = calls.Where(call => call.StartsWith("undo ", StringComparison.Ordinal)).Select(call => call["undo ".Length..]);
            var compensating = calls.Where(call => BareKinds.Catalog.Kinds.TryGetValue(call, out var kind) && kind.Compensates);
            undone.ShouldBe(failing.IsPivot ? [] : compensating.Reverse(), failing.Id);
            state.ShouldBe(failing.IsPivot ? RunState.NeedsAttention : undone.Any() ? RunState.RolledBack : RunState.Failed, failing.Id);
        }
    }

    [Fact]
    public async Task What_the_source_asks_for_is_done_before_green_starts_and_after_the_switch()
    {
        var (state, calls) = await PlayAsync(failing: null, commands: true);

        state.ShouldBe(RunState.Succeeded);
        calls.ShouldBe(["build", "migrate", "start", "check", "switch", "run", "wait", "retire"]);
    }

    [Fact]
    public async Task A_post_deploy_command_that_fails_puts_the_traffic_back()
    {
        var (state, calls) = await PlayAsync(failing: "run", commands: true);

        state.ShouldBe(RunState.RolledBack);
        calls.ShouldBe(["build", "migrate", "start", "check", "switch", "run", "undo switch", "undo start"]);
    }

    [Theory]
    [InlineData(Rollbacks.Pipeline)]
    [InlineData(ConfigReleases.Pipeline)]
    [InlineData(Promotions.Pipeline)]
    public async Task Where_a_release_is_taken_in_place_of_a_build_the_rest_is_as_in_a_deploy_and_left_out_when_it_serves_already(string name)
    {
        var definition = PipelineLoader.Load(BuiltInPipelines.Texts[name], BareKinds.Catalog.Kinds);

        (await PlayAsync(null, definition: definition)).Calls.ShouldBe(["release", "start", "check", "switch", "wait", "retire"]);
        (await PlayAsync(null, definition: definition, changes: false)).Calls.ShouldBe(["release"]);
        (await PlayAsync("check", definition: definition)).ShouldSatisfyAllConditions(
            played => played.State.ShouldBe(RunState.RolledBack), played => played.Calls.ShouldBe(["release", "start", "check", "undo start"]));
    }

    [Fact]
    public async Task When_all_goes_well_nothing_is_undone()
    {
        var (state, calls) = await PlayAsync(failing: null);

        state.ShouldBe(RunState.Succeeded);
        calls.ShouldBe(["build", "start", "check", "switch", "wait", "retire"]);
    }

    [Fact]
    public async Task When_nothing_was_replaced_nothing_is_waited_for()
    {
        var (state, calls) = await PlayAsync(failing: null, replaced: false);

        state.ShouldBe(RunState.Succeeded);
        calls.ShouldBe(["build", "start", "check", "switch", "retire"]);
    }

    [Theory]
    [InlineData("build", RunState.Failed, "build")]
    [InlineData("start", RunState.RolledBack, "build,start,undo start")]
    [InlineData("check", RunState.RolledBack, "build,start,check,undo start")]
    [InlineData("switch", RunState.RolledBack, "build,start,check,switch,undo switch,undo start")]
    [InlineData("wait", RunState.RolledBack, "build,start,check,switch,wait,undo switch,undo start")]
    [InlineData("retire", RunState.NeedsAttention, "build,start,check,switch,wait,retire")]
    public async Task When_a_step_fails_what_was_started_is_undone_backwards(string failing, RunState expected, string expectedCalls)
    {
        var (state, calls) = await PlayAsync(failing);

        state.ShouldBe(expected);
        string.Join(',', calls).ShouldBe(expectedCalls);
    }

    static async Task<(RunState State, List<string> Calls)> PlayAsync(
        string? failing, bool replaced = true, bool changes = true, bool commands = false, PipelineDefinition? definition = null)
    {
        List<string> calls = [];
        var scripted = BareKinds.All.Select(kind => new ScriptedStep(kind.Name, calls) { Compensates = kind.Compensates, IsPivot = kind.IsPivot }).ToList();
        scripted.Find(step => step.Name == failing)?.ThenFail();
        scripted.Find(step => step.Name == "switch" && step.Name != failing)?.ThenDone(new JsonObject { ["replaced"] = replaced });
        var made = commands ? new JsonObject { ["migration"] = new JsonArray("a"), ["postDeploy"] = new JsonArray("b") } : [];
        scripted.Find(step => step.Name == "build" && step.Name != failing)?.ThenDone(made);
        scripted.Find(step => step.Name == "release")?.ThenDone(new JsonObject { ["changes"] = changes });
        var engine = new InMemoryEngine([.. scripted]);
        var whole = definition ?? BlueGreen;
        // The inputs' expressions ask for outputs that scripted steps do not have.
        var bare = whole with { Steps = [.. whole.Steps.Select(step => step with { With = [] })] };
        var run = await engine.StartAsync(bare);
        return ((await engine.FinishAsync(run.Id)).State, calls);
    }

    static PipelineDefinition Load(string name) => PipelineLoader.Load(BuiltInPipelines.Texts[name], BareKinds.Catalog.Kinds);
}
