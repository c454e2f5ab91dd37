using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.OneOffs;
using PipelineDeploy.Deploys.Steps;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Config;
using PipelineDeploy.TestKit.Docker;
using PipelineDeploy.TestKit.Releases;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Tests.Steps;

public sealed class MigrateStepTests
{
    readonly ManualTimeProvider _time = new();
    readonly InMemoryContainerEngine _engine;

    public MigrateStepTests() => _engine = new InMemoryContainerEngine(_time) { Starting = spec => (spec.Command![0] == "bin/migrate" ? 0 : 1, []) };

    [Fact]
    public async Task The_migration_is_run_and_its_container_removed()
    {
        var done = (await Step(("command", new JsonArray("bin/migrate"))).ToEndAsync()).ShouldBeOfType<StepOutcome.Done>();

        done.Output["migrated"]!.GetValue<bool>().ShouldBeTrue();
        _engine.Containers.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_migration_that_fails_says_so()
    {
        var failed = (await Step(("command", "bin/broken")).ToEndAsync()).ShouldBeOfType<StepOutcome.Failed>();

        (failed.Error.Code, failed.Error.Message, failed.Detail).ShouldBe(("migrate.failed", "'bin/broken' ended with exit code 1", "It wrote nothing."));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Without_one_nothing_is_done_unless_one_is_required(string? command)
    {
        (await Step(("command", command)).ToEndAsync()).ShouldBeOfType<StepOutcome.Done>().Output["migrated"]!.GetValue<bool>().ShouldBeFalse();

        var refused = await Should.ThrowAsync<UserErrorException>(() => Step(("command", command), ("required", true)).ToEndAsync());
        refused.Error.Code.ShouldBe("migrate.noCommand");
    }

    [Fact]
    public void One_that_comes_after_start_is_warned_of() => PipelineLoader.Read(
        "name: p\nsteps:\n- {uses: start, with: {image: a, release: 1}}\n- {uses: migrate, with: {image: a}}\n", new PipelineVocabulary(BareKinds.Catalog.Kinds))
        .Problems.ShouldHaveSingleItem().Message.ShouldContain("'start' starts the new version before the migration is done");

    PlayedStep Step(params (string Name, JsonNode? Value)[] inputs) => new(
        new MigrateStep(_engine, new OneOffRunner(_engine, new ContainerLabels("tests"), HostPaths.None, _time), new OneOffEnvironment(_engine, new InMemoryReleaseStore(_ => true), new PlainVault())),
        _time,
        new JsonObject([KeyValuePair.Create("image", (JsonNode?)"image"), .. inputs.Select(input => KeyValuePair.Create(input.Name, input.Value?.DeepClone()))]));
}
