using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.OneOffs;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Deploys.Steps;
using PipelineDeploy.Deploys.Tests.Docker;
using PipelineDeploy.Deploys.Tests.Sources;
using PipelineDeploy.TestKit.Config;
using PipelineDeploy.TestKit.Docker;
using PipelineDeploy.TestKit.Releases;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Tests.Steps;

/// <summary>Hooks, on the real engine, in images that do not hold them.</summary>
[Trait("Category", "Integration")]
public sealed class HookOnDockerTests(DockerFixture fixture) : IClassFixture<DockerFixture>, IDisposable
{
    const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserExecute;
    readonly ScratchFolder _scratch = new();
    readonly DockerEngine _engine = fixture.Docker.Engine;
    readonly ContainerLabels _labels = new(fixture.Docker.Name("house"));

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_hook_runs_in_an_image_that_has_an_entry_point_and_another_user_with_the_file_it_brings_along()
    {
        var image = await fixture.Docker.BuildAsync($"FROM {BusyboxImage.Tag}\nWORKDIR /app\nUSER 1000\nENTRYPOINT [\"echo\", \"never\"]\nCMD [\"never\"]\n");
        var source = new TarBuilder().File("Dockerfile").File(".pipelinedeploy/hooks/pre-deploy", "#!/bin/sh\n. /.pipelinedeploy/hooks/lib.sh\nsay $APP $RELEASE from $(touch /tmp/mine; stat -c %u /tmp/mine)\n", Executable)
            .File(".pipelinedeploy/hooks/lib.sh", "say() { echo \"said: $*\"; }\n");

        var step = await StepAsync(image, source);

        (await step.ToEndAsync()).ShouldBeOfType<StepOutcome.Done>();
        step.Log.ShouldBe(["-----> Running the hook pre-deploy: /.pipelinedeploy/hooks/pre-deploy", "       said: hooked v3 from 1000"]);
    }

    [Theory]
    [InlineData("#!/bin/sh\necho no; exit 5\n", "Its last lines:\nno")]
    [InlineData("#!/usr/bin/python3\n", "no such file")]
    public async Task One_that_fails_or_cannot_be_started_fails_the_step(string text, string told)
    {
        var step = await StepAsync(BusyboxImage.Tag, new TarBuilder().File("Dockerfile").File(".pipelinedeploy/hooks/pre-deploy", text, Executable));

        var failed = (await step.ToEndAsync()).ShouldBeOfType<StepOutcome.Failed>();

        // Engines differ in whether they start what cannot be executed.
        failed.Error.Code.ShouldBeOneOf("hook.failed", "hook.cannotStart");
        (failed.Error.Message + failed.Detail).ShouldContain(told);
        failed.Error.Hint.ShouldNotBeNullOrEmpty();
        (await _engine.ListContainersAsync(_labels.All(), CancellationToken.None)).ShouldBeEmpty();
    }

    async Task<PlayedStep> StepAsync(string image, TarBuilder source)
    {
        var store = new SourceStore(new DataFolder(_scratch.Root), TimeProvider.System);
        using var archive = new MemoryStream(source.Bytes());
        var kind = new HookStep(
            _engine, new OneOffRunner(_engine, _labels, HostPaths.None, TimeProvider.System), new OneOffEnvironment(_engine, new InMemoryReleaseStore(_ => true), new PlainVault()), store);
        return new PlayedStep(kind, TimeProvider.System, new JsonObject { ["hook"] = "pre-deploy", ["image"] = image, ["release"] = 3 })
        {
            // Other tests have a shop on the same engine.
            Subject = "hooked",
            RunInputs = { ["source"] = await store.SaveAsync(archive, CancellationToken.None) },
        };
    }
}
