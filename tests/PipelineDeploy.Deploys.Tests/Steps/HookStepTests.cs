using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.OneOffs;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Deploys.Steps;
using PipelineDeploy.Deploys.Tests.Sources;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Config;
using PipelineDeploy.TestKit.Docker;
using PipelineDeploy.TestKit.Releases;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Tests.Steps;

public sealed class HookStepTests : IDisposable
{
    const string Path = ".pipelinedeploy/hooks/pre-deploy";
    const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserExecute;
    readonly ScratchFolder _scratch = new();
    readonly ManualTimeProvider _time = new();
    readonly InMemoryContainerEngine _engine;
    readonly List<ContainerSpec> _started = [];

    public HookStepTests() => _engine = new InMemoryContainerEngine(_time) { Starting = Ends(0, "hello") };

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task The_hook_is_put_into_a_container_of_the_image_and_run_there_in_place_of_what_the_image_would_run()
    {
        var step = await StepAsync(Source());

        await step.OnceAsync();
        _engine.PutInto("shop-run-7-step-1").ShouldNotBeNull().Length.ShouldBeGreaterThan(512);
        var done = (await step.ToEndAsync()).ShouldBeOfType<StepOutcome.Done>();

        done.Output["ran"]!.GetValue<bool>().ShouldBeTrue();
        var spec = _started.ShouldHaveSingleItem();
        (spec.Image, spec.Command).ShouldBe(("image", null));
        spec.Entrypoint.ShouldBe([$"/{Path}"]);
        spec.Environment.ShouldBe(new Dictionary<string, string> { ["PORT"] = "5000", ["APP"] = "shop", ["RUN"] = "7", ["IMAGE"] = "image", ["RELEASE"] = "v3" }, ignoreOrder: true);
        step.Log.ShouldBe([$"-----> Running the hook pre-deploy: /{Path}", "       hello"]);
        _engine.Containers.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_exit_code_fails_the_step()
    {
        _engine.Starting = Ends(3, "not today");

        var failed = (await (await StepAsync(Source())).ToEndAsync()).ShouldBeOfType<StepOutcome.Failed>();

        (failed.Error.Code, failed.Error.Message, failed.Detail).ShouldBe(("hook.failed", $"'/{Path}' ended with exit code 3", "Its last lines:\nnot today"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Wherever_the_server_dies_the_hook_is_started_once(int parts)
    {
        var step = await StepAsync(Source());
        for (var i = 0; i < parts; i++)
        {
            await step.OnceAsync();
        }

        // What the next part did is not in the journal.
        var known = step.State;
        await step.OnceAsync();
        step.State = known;

        (await step.ToEndAsync()).ShouldBeOfType<StepOutcome.Done>();
        _started.Count.ShouldBe(1);
        _engine.Containers.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_dies_before_the_hook_is_in_the_container_is_followed_by_one_that_puts_it_there()
    {
        var labels = new ContainerLabels("tests").ForOneOff("shop", 7, "step", 1);
        await _engine.CreateContainerAsync(new ContainerSpec("shop-run-7-step-1", "image", labels, new Dictionary<string, string>(), null), CancellationToken.None);

        await (await StepAsync(Source())).OnceAsync();

        _engine.PutInto("shop-run-7-step-1").ShouldNotBeNull();
        _engine.Containers.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_such_a_hook_or_without_a_source_nothing_is_done()
    {
        foreach (var source in new[] { new TarBuilder().File("Dockerfile", "FROM scratch").File(".pipelinedeploy/hooks/post-deploy", "", Executable), null })
        {
            (await (await StepAsync(source)).ToEndAsync()).ShouldBeOfType<StepOutcome.Done>().Output["ran"]!.GetValue<bool>().ShouldBeFalse();
        }

        _started.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_source_that_is_gone_fails_the_step()
    {
        var step = await StepAsync(null);
        step.RunInputs["source"] = "gone";

        (await Should.ThrowAsync<UserErrorException>(() => step.ToEndAsync())).Error.Code.ShouldBe("source.gone");
    }

    static TarBuilder Source() => new TarBuilder().File("Dockerfile", "FROM scratch").File("./" + Path, "#!/bin/sh\n", Executable);

    Func<ContainerSpec, (long, string[])?> Ends(long exitCode, params string[] lines) => spec =>
    {
        _started.Add(spec);
        return (exitCode, lines);
    };

    async Task<PlayedStep> StepAsync(TarBuilder? source)
    {
        var store = new SourceStore(new DataFolder(_scratch.Root), _time);
        var kind = new HookStep(
            _engine, new OneOffRunner(_engine, new ContainerLabels("tests"), HostPaths.None, _time), new OneOffEnvironment(_engine, new InMemoryReleaseStore(_ => true), new PlainVault()), store);
        var step = new PlayedStep(kind, _time, new JsonObject { ["hook"] = "pre-deploy", ["image"] = "image", ["release"] = 3 });
        if (source is not null)
        {
            using var archive = new MemoryStream(source.Gzip());
            step.RunInputs["source"] = await store.SaveAsync(archive, CancellationToken.None);
        }

        return step;
    }
}
