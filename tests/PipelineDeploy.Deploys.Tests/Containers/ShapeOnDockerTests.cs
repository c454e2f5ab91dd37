using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.OneOffs;
using PipelineDeploy.Deploys.Steps;
using PipelineDeploy.Deploys.Tests.Docker;
using PipelineDeploy.Deploys.Tests.Steps;
using PipelineDeploy.TestKit.Config;
using PipelineDeploy.TestKit.Docker;
using PipelineDeploy.TestKit.Releases;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Tests.Containers;

/// <summary>What the settings say of containers, as the real engine has made them.</summary>
[Trait("Category", "Integration")]
public sealed class ShapeOnDockerTests(DockerFixture fixture) : IClassFixture<DockerFixture>, IAsyncLifetime
{
    // Names of containers follow the app's, and other tests have containers of theirs.
    const string App = "shape";

    readonly DockerEngine _engine = fixture.Docker.Engine;
    readonly ContainerLabels _labels = new(fixture.Docker.Name("house"));
    readonly string _network = fixture.Docker.Name("net");
    readonly string _folder = Directory.CreateTempSubdirectory("pdt-host-").FullName;

    public async Task InitializeAsync() => await CallAsync(HttpMethod.Post, "/networks/create", new JsonObject { ["Name"] = _network });

    public async Task DisposeAsync()
    {
        foreach (var container in await _engine.ListContainersAsync(_labels.All(), CancellationToken.None))
        {
            await _engine.RemoveContainerAsync(container.Id, CancellationToken.None);
        }

        await CallAsync(HttpMethod.Delete, $"/networks/{_network}");
        await CallAsync(HttpMethod.Delete, "/volumes/pipelinedeploy.shape.data");
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Green_has_the_limits_volumes_networks_and_labels_that_the_settings_say()
    {
        var step = await StartAsync($"data:/data {_folder}:/host:ro", ("restartPolicy", "on-failure:4"));

        var done = (await step.ToEndAsync()).ShouldBeOfType<StepOutcome.Done>();

        var made = await CallAsync(HttpMethod.Get, $"/containers/{done.Output["container"]}/json");
        var host = made["HostConfig"]!;
        (host["Memory"]!.GetValue<long>(), host["NanoCpus"]!.GetValue<long>(), host["PidsLimit"]!.GetValue<long>()).ShouldBe((64L << 20, 500_000_000L, 100L));
        host["RestartPolicy"]!.ToJsonString().ShouldBe("""{"Name":"on-failure","MaximumRetryCount":4}""");
        made["Mounts"]!.AsArray().Select(mount => $"{mount!["Type"]} {mount["Name"] ?? mount["Source"]} {mount["Destination"]} {mount["RW"]}").ShouldBe(
            ["volume pipelinedeploy.shape.data /data true", $"bind {_folder} /host false"], ignoreOrder: true);
        made["NetworkSettings"]!["Networks"]!.AsObject().Select(network => network.Key).ShouldBe(["bridge", _network], ignoreOrder: true);
        var labels = made["Config"]!["Labels"]!;
        (labels["team"]!.ToString(), labels[ContainerLabels.App]!.ToString()).ShouldBe(("shop", App));
    }

    [Fact]
    public async Task A_volume_outlives_its_container_and_a_one_off_command_finds_what_the_app_wrote()
    {
        var first = (await (await StartAsync("data:/data")).ToEndAsync()).ShouldBeOfType<StepOutcome.Done>().Output["container"]!.ToString();
        (await _engine.ExecAsync(first, ["sh", "-c", "echo kept > /data/file"], CancellationToken.None)).ExitCode.ShouldBe(0);
        await _engine.RemoveContainerAsync(first, CancellationToken.None);
        var command = new PlayedStep(
            new RunStep(_engine, new OneOffRunner(_engine, _labels, HostPaths.None, TimeProvider.System), new OneOffEnvironment(_engine, new InMemoryReleaseStore(_ => true), new PlainVault())),
            TimeProvider.System,
            new JsonObject { ["command"] = "cat /data/file /sys/fs/cgroup/pids.max /sys/fs/cgroup/pids/pids.max", ["image"] = BusyboxImage.Tag })
        {
            Subject = App,
            RunInputs = new JsonObject { ["settings"] = Settings("data:/data") },
        };

        await command.ToEndAsync();

        // Where the limit is shown depends on the version of the control groups; one of the two files is not there.
        command.Log.ShouldContain("       kept");
        command.Log.ShouldContain("       100");
    }

    [Fact]
    public async Task Green_runs_another_entry_point_without_the_images_health_check()
    {
        var step = await StartAsync("", ("entrypoint", """["sh", "-c"]"""), ("command", """["exec sleep 200"]"""), ("imageHealthCheck", "false"), ("networks", "pdt-no-such-network?"));

        var done = (await step.ToEndAsync()).ShouldBeOfType<StepOutcome.Done>();

        var made = await CallAsync(HttpMethod.Get, $"/containers/{done.Output["container"]}/json");
        $"{made["Path"]} {string.Join(' ', made["Args"]!.AsArray())}".ShouldBe("sh -c exec sleep 200");
        (await _engine.FindContainerAsync(done.Output["container"]!.ToString(), CancellationToken.None)).ShouldNotBeNull().ShouldSatisfyAllConditions(
            green => green.IsRunning.ShouldBeTrue(), green => green.HealthCheck.ShouldBeNull());
    }

    [Fact]
    public async Task A_network_that_is_not_there_fails_the_step_with_its_name()
    {
        var step = await StartAsync("", ("networks", "pdt-no-such-network"));

        (await Should.ThrowAsync<UserErrorException>(() => step.ToEndAsync())).Error.ShouldSatisfyAllConditions(
            error => error.Code.ShouldBe("networks.notFound"), error => error.Message.ShouldContain("pdt-no-such-network"));
    }

    [Fact]
    public async Task What_the_server_does_not_allow_any_more_is_not_mounted_whatever_was_set()
    {
        var step = await StartAsync("/etc:/host");

        (await Should.ThrowAsync<UserErrorException>(() => step.ToEndAsync())).Error.Code.ShouldBe("volumes.hostPathRefused");
        (await _engine.ListContainersAsync(_labels.All(), CancellationToken.None)).ShouldBeEmpty();
    }

    async Task<PlayedStep> StartAsync(string volumes, params (string Name, string Value)[] more)
    {
        var settings = Settings(volumes);
        foreach (var (name, value) in more)
        {
            settings[name] = value;
        }

        return new PlayedStep(
            new StartStep(_engine, _labels, new InMemoryReleaseStore(_ => true), new PlainVault(), null!, HostPaths.Parse(_folder)),
            TimeProvider.System,
            new JsonObject { ["image"] = await fixture.Docker.BuildAsync($"FROM {BusyboxImage.Tag}\nCMD [\"sleep\", \"300\"]\nHEALTHCHECK CMD [\"false\"]\n"), ["release"] = 1, ["restartPolicy"] = settings["restartPolicy"]?.DeepClone() })
        {
            Subject = App,
            RunInputs = new JsonObject { ["settings"] = settings },
        };
    }

    JsonObject Settings(string volumes) => new()
    {
        ["memoryLimit"] = "64m",
        ["cpuLimit"] = "0.5",
        ["processLimit"] = "100",
        ["volumes"] = volumes,
        ["networks"] = _network,
        ["labels"] = "team=shop",
    };

    // What the engine's client of the app cannot ask for.
    static async Task<JsonNode> CallAsync(HttpMethod method, string path, JsonObject? body = null)
    {
        using var engine = new EngineConnection(DockerEndpoint.FromEnvironment(), TimeProvider.System);
        var content = body is null ? null : new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        var answer = await engine.CallAsync(new EngineRequest(method, "/v1.41" + path, content), CancellationToken.None);
        return answer.Body.Length == 0 ? new JsonObject() : JsonNode.Parse(answer.Body)!;
    }
}
