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
    static readonly PipelineDefinition BlueGreen = PipelineLoader.Load(BuiltInPipelines.Texts[PipelineCatalog.Default], BareKinds.Catalog.Kinds);

    [Fact]
    public void Each_explains_itself_and_nothing_is_wrong_with_it()
    {
        var vocabulary = new PipelineVocabulary(BareKinds.Catalog.Kinds, [.. SettingDefinition.All.Select(setting => setting.Name)]);
        foreach (var (name, text) in BuiltInPipelines.Texts)
        {
            var (definition, problems) = PipelineLoader.Read(text, vocabulary);

            problems.ShouldBeEmpty(name);
            text.ShouldStartWith("# ", customMessage: name);
            definition.ShouldNotBeNull(name).Name.ShouldBe(name);
        }
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
    public void The_deploy_builds_starts_checks_switches_waits_and_retires() =>
        BlueGreen.Steps.Select(step => step.Uses).ShouldBe(["build", "start", "check", "switch", "wait", "retire"]);

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
        string? failing, bool replaced = true, bool changes = true, PipelineDefinition? definition = null)
    {
        List<string> calls = [];
        var scripted = BareKinds.All.Select(kind => new ScriptedStep(kind.Name, calls) { Compensates = kind.Compensates, IsPivot = kind.IsPivot }).ToList();
        scripted.Find(step => step.Name == failing)?.ThenFail();
        scripted.Find(step => step.Name == "switch" && step.Name != failing)?.ThenDone(new JsonObject { ["replaced"] = replaced });
        scripted.Find(step => step.Name == "release")?.ThenDone(new JsonObject { ["changes"] = changes });
        var engine = new InMemoryEngine([.. scripted]);
        var whole = definition ?? BlueGreen;
        // The inputs' expressions ask for outputs that scripted steps do not have.
        var bare = whole with { Steps = [.. whole.Steps.Select(step => step with { With = [] })] };
        var run = await engine.StartAsync(bare);
        return ((await engine.FinishAsync(run.Id)).State, calls);
    }
}
