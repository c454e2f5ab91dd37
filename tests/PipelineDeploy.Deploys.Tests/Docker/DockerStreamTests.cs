using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Docker;

namespace PipelineDeploy.Deploys.Tests.Docker;

[Trait("Category", "Integration")]
public sealed class DockerStreamTests(DockerFixture fixture) : IClassFixture<DockerFixture>
{
    static readonly CancellationToken none = CancellationToken.None;

    readonly TestDocker docker = fixture.Docker;

    [Fact]
    public async Task Logs_hold_both_streams_and_replace_what_is_not_utf8()
    {
        var name = await docker.RunAsync("echo out; sleep 0.1; echo err >&2; sleep 0.1; printf 'bad \\377 end'");
        await docker.Engine.WaitContainerAsync(name, none);

        (await ReadAsync(name, new())).ShouldBe([new(false, "out"), new(true, "err"), new(false, "bad \uFFFD end")]);
    }

    [Fact]
    public async Task A_tail_holds_the_last_lines_only()
    {
        var name = await docker.RunAsync("seq 1 100");
        await docker.Engine.WaitContainerAsync(name, none);

        (await ReadAsync(name, new(Tail: 2))).Select(l => l.Text).ShouldBe(["99", "100"]);
        (await ReadAsync(name, new(Tail: 0))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Following_delivers_lines_as_they_come_and_ends_with_the_container()
    {
        var name = await docker.RunAsync("trap 'echo bye; exit' TERM; echo ready; while true; do sleep 0.1; done");
        var lines = new List<string>();

        await foreach (var line in docker.Engine.LogsAsync(name, new(Follow: true), none))
        {
            lines.Add(line.Text);
            if (line.Text == "ready")
                await docker.Engine.KillContainerAsync(name, "SIGTERM", none);
        }

        lines.ShouldBe(["ready", "bye"]);
    }

    [Fact]
    public async Task Following_can_be_cancelled()
    {
        var name = await docker.RunAsync("echo ready; sleep 300");
        using var cancel = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in docker.Engine.LogsAsync(name, new(Follow: true), cancel.Token))
                await cancel.CancelAsync();
        });
    }

    [Fact]
    public async Task A_large_log_arrives_whole()
    {
        var name = await docker.RunAsync("yes 0123456789012345678901234567890123456789 | head -n 50000");

        (await ReadAsync(name, new(Follow: true))).Count.ShouldBe(50_000);
    }

    [Fact]
    public async Task Logs_of_a_container_that_is_gone_are_an_error() =>
        (await Should.ThrowAsync<ContainerEngineException>(() => ReadAsync("no-such-container", new()))).Message
            .ShouldBe("No such container: no-such-container");

    [Fact]
    public async Task A_command_answers_its_exit_code_and_all_it_wrote()
    {
        var name = await docker.RunAsync("sleep 300");

        var result = await docker.Engine.ExecAsync(name, ["sh", "-c", "echo out; echo err >&2; exit 3"], none);

        result.ExitCode.ShouldBe(3);
        result.Output.Split('\n').ShouldBe(["", "err", "out"], ignoreOrder: true);
    }

    [Fact]
    public async Task Arguments_reach_a_command_without_a_shell()
    {
        var name = await docker.RunAsync("sleep 300");

        (await docker.Engine.ExecAsync(name, ["echo", "$(id); `id` && \"x\""], none)).Output.ShouldBe("$(id); `id` && \"x\"\n");
    }

    [Fact]
    public async Task The_output_of_a_command_is_capped_and_the_command_ends_all_the_same()
    {
        var name = await docker.RunAsync("sleep 300");

        var result = await docker.Engine.ExecAsync(name, ["sh", "-c", "yes 012345678 | head -n 100000; exit 4"], none);

        result.ExitCode.ShouldBe(4);
        result.Output.Length.ShouldBe(64 * 1024);
    }

    [Fact]
    public async Task A_command_that_does_not_exist_fails_as_a_shell_would_say()
    {
        var name = await docker.RunAsync("sleep 300");

        var result = await docker.Engine.ExecAsync(name, ["no-such-command"], none);

        result.ExitCode.ShouldBeOneOf(126, 127);
        result.Output.ShouldContain("no-such-command");
    }

    [Fact]
    public async Task A_command_in_a_stopped_container_is_an_error()
    {
        var name = await docker.RunAsync("exit 0");
        await docker.Engine.WaitContainerAsync(name, none);

        var error = await Should.ThrowAsync<ContainerEngineException>(() => docker.Engine.ExecAsync(name, ["true"], none));

        error.Status.ShouldBe(409);
        error.Message.ShouldContain("is not running");
    }

    [Fact]
    public async Task A_command_can_be_cancelled()
    {
        var name = await docker.RunAsync("sleep 300");
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Should.ThrowAsync<OperationCanceledException>(() => docker.Engine.ExecAsync(name, ["sleep", "300"], cancel.Token));
    }

    [Fact]
    public async Task Events_tell_what_happens_to_containers_with_the_labels_from_now_on()
    {
        await using var other = await TestDocker.ConnectAsync();
        var before = await docker.RunAsync("exit 0");
        await docker.Engine.WaitContainerAsync(before, none);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var events = docker.Engine.EventsAsync(docker.Labels, deadline.Token).GetAsyncEnumerator(deadline.Token);
        var next = events.MoveNextAsync().AsTask();
        await ListeningAsync(next);

        await other.RunAsync("exit 0");
        var name = await docker.RunAsync("exit 5");

        var seen = new List<ContainerEvent>();
        while (await next)
        {
            seen.Add(events.Current);
            if (events.Current.Action == "die" && events.Current.Labels.GetValueOrDefault("name") == name)
                break;
            next = events.MoveNextAsync().AsTask();
        }

        var die = seen[^1];
        die.Labels["exitCode"].ShouldBe("5");
        die.ContainerId.ShouldBe((await docker.Engine.FindContainerAsync(name, none))!.Id);
        die.At.ShouldBe(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1));
        seen.ShouldContain(e => e.Action == "start" && e.ContainerId == die.ContainerId);
        seen.ShouldAllBe(e => e.Labels[TestDocker.Label] == docker.Prefix && e.Labels["name"] != before);
    }

    [Fact]
    public async Task Events_end_when_they_are_cancelled()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in docker.Engine.EventsAsync(docker.Labels, cancel.Token))
            {
            }
        });
    }

    // Events have no sign of "listening": make some until the first arrives.
    async Task ListeningAsync(Task<bool> next)
    {
        await Eventually.HoldsAsync(async () =>
        {
            await docker.RunAsync("exit 0");
            return next.IsCompleted;
        });
    }

    async Task<List<ContainerLogLine>> ReadAsync(string container, ContainerLogQuery query)
    {
        var lines = new List<ContainerLogLine>();
        await foreach (var line in docker.Engine.LogsAsync(container, query, none))
            lines.Add(line);
        return lines;
    }
}
