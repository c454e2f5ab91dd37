using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.OneOffs;
using PipelineDeploy.Deploys.Steps;
using PipelineDeploy.Deploys.Tests.Docker;
using PipelineDeploy.TestKit.Config;
using PipelineDeploy.TestKit.Docker;
using PipelineDeploy.TestKit.Releases;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Tests.Steps;

/// <summary>Commands that are run once, on the real engine.</summary>
[Trait("Category", "Integration")]
public sealed class RunOnDockerTests(DockerFixture fixture) : IClassFixture<DockerFixture>, IAsyncLifetime
{
    readonly DockerEngine _engine = fixture.Docker.Engine;
    readonly ContainerLabels _labels = new(fixture.Docker.Name("house"));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => (await LeftAsync()).ShouldBeEmpty();

    [Fact]
    public async Task What_the_command_writes_is_logged_and_its_environment_is_the_deploys()
    {
        var step = Step(new JsonArray("sh", "-c", "echo $APP $RELEASE $RUN $PORT $MODE; echo oops >&2"), ("release", 3), ("env", new JsonObject { ["MODE"] = "a b" }));

        (await step.ToEndAsync()).ShouldBeOfType<StepOutcome.Done>();

        step.Log.Skip(1).ShouldBe(["       shop v3 7 5000 a b", "       oops"], ignoreOrder: true);
    }

    [Fact]
    public async Task Words_of_a_shell_mean_nothing_without_one()
    {
        var step = Step(new JsonArray("echo", "$HOME", "&&", "x;y"));

        await step.ToEndAsync();

        step.Log[^1].ShouldBe("       $HOME && x;y");
    }

    [Fact]
    public async Task An_exit_code_and_the_last_lines_are_told()
    {
        var failed = (await Step("sh -c 'echo no table; exit 42'").ToEndAsync()).ShouldBeOfType<StepOutcome.Failed>();

        failed.Error.Message.ShouldEndWith("ended with exit code 42");
        failed.Detail.ShouldBe("Its last lines:\nno table");
    }

    [Fact]
    public async Task A_command_that_the_image_does_not_have_is_told()
    {
        var failed = (await Step("bin/nothing --all").ToEndAsync()).ShouldBeOfType<StepOutcome.Failed>();

        failed.Error.Code.ShouldBe("run.cannotStart");
        failed.Error.Message.ShouldStartWith("'bin/nothing' cannot be started: ");
    }

    [Fact]
    public async Task Another_driver_goes_on_with_a_command_that_runs()
    {
        var step = Step(new JsonArray("sh", "-c", "echo once; while [ ! -e /tmp/go ]; do sleep 0.05; done; echo end"));
        await step.OnceAsync();
        var known = step.State!.DeepClone().AsObject();
        using var stop = new CancellationTokenSource();
        step.Leaving = stop.Token;
        var first = step.OnceAsync(stop.Token);
        await TestKit.Eventually.HoldsAsync(() => Task.FromResult(step.Log.Contains("       once")));
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);

        (step.State, step.Leaving) = (known, CancellationToken.None);
        var second = step.ToEndAsync();
        await _engine.ExecAsync((await LeftAsync()).ShouldHaveSingleItem().Id, ["touch", "/tmp/go"], CancellationToken.None);

        (await second).ShouldBeOfType<StepOutcome.Done>();
        step.Log.Count(line => line == "       end").ShouldBe(1);
    }

    [Fact]
    public async Task A_cancellation_kills_it_and_so_does_the_end_of_its_time()
    {
        using var cancel = new CancellationTokenSource();
        var step = Step("sh -c 'echo begun; sleep 300'");
        var working = step.ToEndAsync(cancel.Token);
        await TestKit.Eventually.HoldsAsync(() => Task.FromResult(step.Log.Contains("       begun")));
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => working);
        (await LeftAsync()).ShouldBeEmpty();

        var failed = (await Step("sleep 300", ("timeout", "1s")).ToEndAsync()).ShouldBeOfType<StepOutcome.Failed>();
        failed.Error.Code.ShouldBe("run.timedOut");
    }

    [Fact]
    public async Task It_is_told_where_a_container_listens_for_other_containers()
    {
        var green = await fixture.Docker.RunAsync("sleep 300", port: 5000);
        var step = Step(new JsonArray("sh", "-c", "echo $CONTAINER_ID $LISTEN_IP $LISTEN_PORT"), ("container", green));

        (await step.ToEndAsync()).ShouldBeOfType<StepOutcome.Done>();

        var info = (await _engine.FindContainerAsync(green, CancellationToken.None))!;
        step.Log[^1].ShouldBe($"       {info.Id} {info.Address} 5000");
    }

    Task<IReadOnlyList<ContainerInfo>> LeftAsync() => _engine.ListContainersAsync(_labels.All(), CancellationToken.None);

    PlayedStep Step(JsonNode command, params (string Name, JsonNode? Value)[] more)
    {
        var inputs = new JsonObject { ["command"] = command, ["image"] = BusyboxImage.Tag };
        foreach (var (name, value) in more)
        {
            inputs[name] = value;
        }

        return new PlayedStep(new RunStep(_engine, new OneOffRunner(_engine, _labels, HostPaths.None, TimeProvider.System), new OneOffEnvironment(_engine, new InMemoryReleaseStore(_ => true), new PlainVault())), TimeProvider.System, inputs);
    }
}
