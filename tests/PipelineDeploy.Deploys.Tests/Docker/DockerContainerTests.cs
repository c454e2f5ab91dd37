using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Docker;

namespace PipelineDeploy.Deploys.Tests.Docker;

[Trait("Category", "Integration")]
public sealed class DockerContainerTests(DockerFixture fixture) : IClassFixture<DockerFixture>
{
    static readonly CancellationToken none = CancellationToken.None;
    static readonly TimeSpan soon = TimeSpan.FromSeconds(1);

    readonly TestDocker docker = fixture.Docker;

    [Fact]
    public async Task The_engine_tells_its_version()
    {
        var version = await docker.Engine.VersionAsync(none);

        version.Version.ShouldNotBeEmpty();
        Version.Parse(version.ApiVersion).ShouldBeInRange(new Version(1, 41), new Version(1, 44));
    }

    [Fact]
    public async Task An_app_answers_on_the_port_that_the_engine_chose()
    {
        var image = await docker.BuildAsync(TestApp.Dockerfile, TestApp.Files("hello from busybox"));
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["PORT"] = "8123" };
        var id = await docker.Engine.CreateContainerAsync(new(docker.Name(), image, docker.Labels, environment, 8123), none);
        await docker.Engine.StartContainerAsync(id, none);

        var port = (await FindAsync(id)).PublishedPorts.ShouldHaveSingleItem();

        port.Key.ShouldBe(8123);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port.Value}") };
        await Eventually.HoldsAsync(() => AnswersAsync(http, "hello from busybox"));
    }

    [Fact]
    public async Task A_created_container_is_known_by_name_and_id_and_has_not_started()
    {
        var spec = Spec("exit 0") with { RestartPolicy = "unless-stopped" };
        var id = await docker.Engine.CreateContainerAsync(spec, none);

        var container = await FindAsync(spec.Name);

        container.Id.ShouldBe(id);
        (await FindAsync(id)).Name.ShouldBe(spec.Name);
        container.State.ShouldBe("created");
        container.IsRunning.ShouldBeFalse();
        container.StartedAt.ShouldBeNull();
        container.FinishedAt.ShouldBeNull();
        container.Labels[TestDocker.Label].ShouldBe(docker.Prefix);
        container.Image.ShouldBe((await docker.Engine.FindImageAsync(BusyboxImage.Tag, none))!.Id);
        container.PublishedPorts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Waiting_answers_the_exit_code_and_inspecting_keeps_it()
    {
        var name = await docker.RunAsync("exit 42");

        (await docker.Engine.WaitContainerAsync(name, none)).ShouldBe(42);

        var container = await FindAsync(name);
        (container.State, container.ExitCode).ShouldBe(("exited", 42));
        // The engine notes a start only after the process runs, so a short one can end before it started.
        container.StartedAt.ShouldNotBeNull();
        container.FinishedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        var name = await docker.RunAsync("sleep 300");
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Should.ThrowAsync<OperationCanceledException>(() => docker.Engine.WaitContainerAsync(name, cancel.Token));
    }

    [Fact]
    public async Task What_a_restarted_container_ended_with_is_remembered()
    {
        // The second time it goes on, and says nothing of the first.
        var name = await docker.RunAsync("[ -f /tmp/again ] && exec sleep 300; touch /tmp/again; exit 7", restartPolicy: "always");
        var again = await Eventually.SeeAsync(
            () => docker.Engine.FindContainerAsync(name, none), c => c is { IsRunning: true, RestartCount: 1 }, "it runs again", TimeSpan.FromSeconds(30));

        again!.ExitCode.ShouldBe(0);
        (await docker.Engine.FindLastExitCodeAsync(again.Id, none)).ShouldBe(7);
        (await docker.Engine.FindLastExitCodeAsync(new string('0', 64), none)).ShouldBeNull();
    }

    [Fact]
    public async Task A_HEALTHCHECK_and_its_verdict_are_read()
    {
        var image = await docker.BuildAsync(
            $"FROM {BusyboxImage.Tag}\nHEALTHCHECK --interval=1s --timeout=2s --start-period=3s --retries=4 CMD echo fine; exit 0\nCMD [\"sleep\", \"300\"]\n");
        var id = await docker.Engine.CreateContainerAsync(new(docker.Name(), image, docker.Labels, new Dictionary<string, string>(), null, "no"), none);
        await docker.Engine.StartContainerAsync(id, none);

        var seen = await Eventually.SeeAsync(
            () => docker.Engine.FindContainerAsync(id, none), c => c?.Health is { Status: "healthy" }, "it is healthy", TimeSpan.FromSeconds(30));

        seen!.HealthCheck.ShouldBe(new DockerHealthCheck(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3), 4));
        seen.Health.ShouldBe(new ContainerHealth("healthy", 0, "fine"));
    }

    [Fact]
    public async Task A_container_that_ends_is_restarted_and_counted()
    {
        var name = await docker.RunAsync("exit 1", restartPolicy: "always");

        await Eventually.HoldsAsync(async () => (await FindAsync(name)).RestartCount > 0);
    }

    [Fact]
    public async Task Starting_and_stopping_twice_is_no_error()
    {
        var name = await docker.RunAsync("trap 'exit 0' TERM; sleep 300 & wait");

        await docker.Engine.StartContainerAsync(name, none);
        await docker.Engine.StopContainerAsync(name, soon, none);
        await docker.Engine.StopContainerAsync(name, soon, none);

        (await FindAsync(name)).State.ShouldBe("exited");
    }

    [Fact]
    public async Task A_container_that_ignores_SIGTERM_is_killed_when_its_time_is_over()
    {
        var name = await docker.RunAsync("trap '' TERM; sleep 300");

        await docker.Engine.StopContainerAsync(name, TimeSpan.FromMilliseconds(300), none);

        (await FindAsync(name)).ExitCode.ShouldBe(137);
    }

    [Fact]
    public async Task A_signal_reaches_the_process()
    {
        var name = await docker.RunAsync("trap 'exit 9' USR1; echo ready; while true; do sleep 0.1; done");
        await foreach (var line in docker.Engine.LogsAsync(name, new(Follow: true), none))
        {
            line.Text.ShouldBe("ready");
            break;
        }

        await docker.Engine.KillContainerAsync(name, "SIGUSR1", none);

        (await docker.Engine.WaitContainerAsync(name, none)).ShouldBe(9);
    }

    [Fact]
    public async Task A_container_can_be_renamed()
    {
        var (old, next) = (await docker.RunAsync("sleep 300"), docker.Name("renamed"));

        await docker.Engine.RenameContainerAsync(old, next, none);

        (await docker.Engine.FindContainerAsync(old, none)).ShouldBeNull();
        (await FindAsync(next)).IsRunning.ShouldBeTrue();
    }

    [Fact]
    public async Task A_running_container_is_removed_and_what_is_gone_stays_gone_without_error()
    {
        var name = await docker.RunAsync("sleep 300");

        await Task.WhenAll(docker.Engine.RemoveContainerAsync(name, none), docker.Engine.RemoveContainerAsync(name, none));
        await docker.Engine.RemoveContainerAsync(name, none);
        await docker.Engine.StopContainerAsync(name, soon, none);

        (await docker.Engine.FindContainerAsync(name, none)).ShouldBeNull();
    }

    [Fact]
    public async Task Only_containers_with_all_labels_are_listed_stopped_ones_too()
    {
        var group = docker.Name("group");
        var both = Spec("exit 0", ("group", group), ("slot", "green"));
        var one = Spec("exit 0", ("group", group));
        await docker.Engine.CreateContainerAsync(both, none);
        await docker.Engine.CreateContainerAsync(one, none);

        (await ListAsync(("group", group), ("slot", "green"))).ShouldBe([both.Name]);
        (await ListAsync(("group", group))).ShouldBe([both.Name, one.Name], ignoreOrder: true);
        (await ListAsync(("group", group), ("slot", "gree"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Listing_bears_containers_that_vanish_meanwhile()
    {
        var group = docker.Name("vanish");
        for (var i = 0; i < 6; i++)
            await docker.Engine.CreateContainerAsync(Spec("exit 0", ("group", group)), none);
        var names = await ListAsync(("group", group));

        var removing = Task.WhenAll(names.Select(n => docker.Engine.RemoveContainerAsync(n, none)));
        while (!removing.IsCompleted)
            await ListAsync(("group", group));
        await removing;

        (await ListAsync(("group", group))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_that_is_taken_is_told_in_the_engines_words()
    {
        var spec = Spec("exit 0");
        await docker.Engine.CreateContainerAsync(spec, none);

        var error = await Should.ThrowAsync<ContainerEngineException>(() => docker.Engine.CreateContainerAsync(spec, none));

        error.Status.ShouldBe(409);
        error.Message.ShouldContain($"The container name \"/{spec.Name}\" is already in use");
    }

    [Fact]
    public async Task A_missing_image_is_told_in_the_engines_words()
    {
        var error = await Should.ThrowAsync<ContainerEngineException>(
            () => docker.Engine.CreateContainerAsync(Spec("exit 0") with { Image = "no/such:image" }, none));

        (error.Status, error.Message).ShouldBe((404, "No such image: no/such:image"));
    }

    [Fact]
    public async Task A_command_that_does_not_exist_is_kept_as_the_containers_error()
    {
        var spec = Spec("") with { Command = ["/no/such/command"] };
        await docker.Engine.CreateContainerAsync(spec, none);

        var error = await Should.ThrowAsync<ContainerEngineException>(() => docker.Engine.StartContainerAsync(spec.Name, none));

        error.Message.ShouldContain("/no/such/command");
        (await FindAsync(spec.Name)).Error.ShouldContain("/no/such/command");
    }

    [Fact]
    public async Task Nothing_privileged_comes_with_a_container()
    {
        var name = await docker.RunAsync("sleep 300");

        var status = await docker.Engine.ExecAsync(name, ["cat", "/proc/1/status"], none);

        // The capabilities that Docker gives to every container, and none more.
        status.Output.ShouldContain("CapEff:\t00000000a80425fb");
    }

    ContainerSpec Spec(string script, params (string Key, string Value)[] labels) => new(
        docker.Name(),
        BusyboxImage.Tag,
        docker.Labels.Concat(labels.Select(l => KeyValuePair.Create(l.Key, l.Value))).ToDictionary(StringComparer.Ordinal),
        new Dictionary<string, string>(StringComparer.Ordinal),
        Port: null,
        "no",
        ["sh", "-c", script]);

    async Task<ContainerInfo> FindAsync(string container) => (await docker.Engine.FindContainerAsync(container, none)).ShouldNotBeNull();

    async Task<IEnumerable<string>> ListAsync(params (string Key, string Value)[] labels) =>
        (await docker.Engine.ListContainersAsync(labels.ToDictionary(l => l.Key, l => l.Value, StringComparer.Ordinal), none)).Select(c => c.Name);

    static async Task<bool> AnswersAsync(HttpClient http, string text)
    {
        try
        {
            return await http.GetStringAsync(new Uri("/", UriKind.Relative)) == text;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
