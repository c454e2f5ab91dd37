using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.OneOffs;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Steps;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Config;
using PipelineDeploy.TestKit.Docker;
using PipelineDeploy.TestKit.Releases;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Tests.Steps;

public sealed class RunStepTests
{
    static readonly ContainerLabels Labels = new("tests");
    readonly ManualTimeProvider _time = new();
    readonly InMemoryContainerEngine _engine;
    readonly List<ContainerSpec> _started = [];
    readonly PlainVault _vault = new();
    readonly InMemoryReleaseStore _releases;

    public RunStepTests()
    {
        _engine = new InMemoryContainerEngine(_time) { Starting = Ends(0, "hello", "world") };
        _releases = new InMemoryReleaseStore(_ => true) { ConfigOf = app => new Dictionary<string, string> { ["DATABASE"] = _vault.Seal(app, "DATABASE", "db-1"), ["PORT"] = _vault.Seal(app, "PORT", "1") } };
    }

    [Fact]
    public async Task It_gets_the_config_that_its_release_keeps_as_the_app_does()
    {
        await _releases.AllotAsync("shop", new DriverTerm(7, 1), new ReleaseContent("image", null), _time.GetUtcNow(), CancellationToken.None);

        await Step(("release", 1)).ToEndAsync();

        var environment = _started.ShouldHaveSingleItem().Environment;
        (environment["DATABASE"], environment["PORT"]).ShouldBe(("db-1", "5000"));
    }

    [Fact]
    public async Task The_command_gets_a_container_of_its_own_which_is_gone_afterwards()
    {
        var step = Step(("release", 3), ("port", 8000), ("env", new JsonObject { ["MODE"] = "fast" }));

        var done = (await step.ToEndAsync()).ShouldBeOfType<StepOutcome.Done>();

        done.Output["exitCode"]!.GetValue<int>().ShouldBe(0);
        var spec = _started.ShouldHaveSingleItem();
        (spec.Name, spec.Image, spec.Port, spec.RestartPolicy).ShouldBe(("shop-run-7-step-1", "image", null, "no"));
        spec.Command.ShouldBe(["bin/test", "--all"]);
        spec.Environment.ShouldBe(
            new Dictionary<string, string> { ["PORT"] = "8000", ["APP"] = "shop", ["RUN"] = "7", ["IMAGE"] = "image", ["RELEASE"] = "v3", ["MODE"] = "fast" }, ignoreOrder: true);
        step.Log.ShouldBe(["-----> Running the command: bin/test --all", "       hello", "       world"]);
        _engine.Containers.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_exit_code_fails_the_step_with_the_code_and_the_last_lines()
    {
        _engine.Starting = Ends(3, [.. Enumerable.Range(1, 30).Select(i => $"line {i}")]);

        var failed = (await Step().ToEndAsync()).ShouldBeOfType<StepOutcome.Failed>();

        failed.Error.Code.ShouldBe("run.failed");
        failed.Error.Message.ShouldBe("'bin/test --all' ended with exit code 3");
        failed.Detail.ShouldBe("Its last lines:\n" + string.Join('\n', Enumerable.Range(11, 20).Select(i => $"line {i}")));
        _engine.Containers.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_command_writes_is_not_in_the_journal_and_a_long_line_is_cut()
    {
        _engine.Starting = Ends(3, "s3cret", new string('x', 100_000));
        var step = Step();
        await step.OnceAsync();
        await step.OnceAsync();

        step.State!.ToJsonString().ShouldNotContain("s3cret");
        (await step.OnceAsync()).ShouldBeOfType<StepOutcome.Failed>().Detail.ShouldBe($"Its last lines:\ns3cret\n{new string('x', 500)}…");
    }

    [Fact]
    public async Task A_failure_is_told_also_when_its_container_was_removed_before_it_was_written_down()
    {
        _engine.Starting = Ends(3, "oops");
        var step = Step();
        await step.OnceAsync();
        await step.OnceAsync();
        var known = step.State;
        await step.OnceAsync();

        step.State = known;

        (await step.OnceAsync()).ShouldBeOfType<StepOutcome.Failed>().Detail.ShouldBe("What it wrote is in the run's log.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Wherever_the_server_dies_the_command_is_started_once(int parts)
    {
        var step = Step();
        for (var i = 0; i < parts; i++)
        {
            await step.OnceAsync();
        }

        // What the next part did is not in the journal.
        var known = step.State;
        await step.OnceAsync();
        step.State = known;
        var outcome = await step.ToEndAsync();

        outcome.ShouldBeOfType<StepOutcome.Done>();
        _started.Count.ShouldBe(1);
        _engine.Containers.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_container_that_is_gone_is_not_replaced_by_a_second_start()
    {
        var step = Step();
        await step.OnceAsync();
        await _engine.RemoveContainerAsync("shop-run-7-step-1", CancellationToken.None);

        var failed = (await step.ToEndAsync()).ShouldBeOfType<StepOutcome.Failed>();

        failed.Error.Code.ShouldBe("run.lost");
        _started.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_new_attempt_removes_what_the_last_one_left()
    {
        _engine.Starting = null;
        var step = Step();
        await step.OnceAsync();
        await _engine.StartContainerAsync("shop-run-7-step-1", CancellationToken.None);

        (step.State, step.Attempt) = (null, 2);
        await step.OnceAsync();

        _engine.Containers.ShouldHaveSingleItem().Name.ShouldBe("shop-run-7-step-2");
    }

    [Fact]
    public async Task A_cancellation_kills_the_command()
    {
        _engine.Starting = null;
        using var cancel = new CancellationTokenSource();
        var working = Step().ToEndAsync(cancel.Token);
        _engine.Containers.ShouldHaveSingleItem().IsRunning.ShouldBeTrue();

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => working);
        _engine.Containers.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_stops_leaves_the_command_to_the_next_one()
    {
        _engine.Starting = null;
        using var stop = new CancellationTokenSource();
        var step = Step();
        step.Leaving = stop.Token;
        await step.OnceAsync();
        var known = step.State;
        var working = step.OnceAsync(stop.Token);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => working);
        var container = _engine.Containers.ShouldHaveSingleItem();
        container.IsRunning.ShouldBeTrue();
        _engine.End(container.Id, 0);
        (step.State, step.Leaving) = (known, CancellationToken.None);
        (await step.ToEndAsync()).ShouldBeOfType<StepOutcome.Done>();
        step.Log.ShouldContain(" !     Another server has started it; what it wrote so far follows once more");
    }

    [Fact]
    public async Task A_command_that_takes_too_long_is_killed()
    {
        _engine.Starting = null;
        var working = Step(("timeout", "90s")).ToEndAsync();

        _time.Advance(TimeSpan.FromSeconds(90));

        var failed = (await working).ShouldBeOfType<StepOutcome.Failed>();
        failed.Error.Code.ShouldBe("run.timedOut");
        failed.Error.Message.ShouldContain("longer than 90s");
        failed.Detail.ShouldNotBeNull().ShouldContain("speaks");
        _engine.Containers.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_container_to_reach_is_handed_on_with_its_address_among_containers()
    {
        var green = await _engine.CreateContainerAsync(new ContainerSpec("shop-green", "image", Labels.ForProcess("shop", 7, 3, "web", 1), new Dictionary<string, string>(), 5000), CancellationToken.None);
        _engine.Starting = null;
        await _engine.StartContainerAsync(green, CancellationToken.None);
        _engine.Starting = Ends(0);

        await Step(("container", green)).ToEndAsync();

        var environment = _started.ShouldHaveSingleItem().Environment;
        (environment["CONTAINER_ID"], environment["LISTEN_IP"], environment["LISTEN_PORT"]).ShouldBe((green, "172.17.0.2", "5000"));
    }

    [Theory]
    [InlineData("command", "a && b", "command.needsShell")]
    [InlineData("timeout", "soon", "step.badInput")]
    [InlineData("env", "A=b", "step.badInput")]
    [InlineData("container", "gone", "container.gone")]
    public async Task A_bad_input_is_told_before_anything_is_made(string input, string value, string code)
    {
        var refused = await Should.ThrowAsync<UserErrorException>(() => Step((input, value)).ToEndAsync());

        refused.Error.Code.ShouldBe(code);
        _engine.Containers.ShouldBeEmpty();
    }

    Func<ContainerSpec, (long, string[])?> Ends(long exitCode, params string[] lines) => spec =>
    {
        _started.Add(spec);
        return (exitCode, lines);
    };

    PlayedStep Step(params (string Name, JsonNode? Value)[] more)
    {
        var inputs = new JsonObject { ["command"] = "bin/test --all", ["image"] = "image" };
        foreach (var (name, value) in more)
        {
            inputs[name] = value;
        }

        return new PlayedStep(new RunStep(_engine, new OneOffRunner(_engine, Labels, HostPaths.None, _time), new OneOffEnvironment(_engine, _releases, _vault)), _time, inputs);
    }
}
