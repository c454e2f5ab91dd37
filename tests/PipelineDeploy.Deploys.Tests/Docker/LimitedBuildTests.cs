using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Docker;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Tests.Docker;

/// <summary>A build that wants everything, on the real engine.</summary>
[Trait("Category", "Integration")]
public sealed class LimitedBuildTests(DockerFixture fixture) : IClassFixture<DockerFixture>
{
    readonly List<string> _lines = [];
    readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_command_that_eats_memory_is_killed_and_the_setting_is_named()
    {
        // tail keeps everything: it waits for a last line.
        var error = await FailAsync(new BuildLimits(new ContainerLimits(16L << 20), null), "head -c 500m /dev/zero | tail");

        (error.Code, error.Message.Contains("the 16 MiB of buildMemory", StringComparison.Ordinal)).ShouldBe(("build.killed", true), error.Message);
        error.Hint.ShouldNotBeNull().ShouldContain("pdeploy settings set buildMemory=");
    }

    [Fact]
    public async Task A_command_that_forks_without_end_cannot()
    {
        var error = await FailAsync(
            // The limit comes a moment after the start.
            new BuildLimits(new ContainerLimits(Processes: 20), null), "while [ \"$(cat /sys/fs/cgroup/pids/pids.max /sys/fs/cgroup/pids.max 2>/dev/null)\" != 20 ]; do sleep 0.05; done; i=0; while [ $i -lt 40 ]; do sleep 300 & i=$((i+1)); done; echo all of them");

        error.Code.ShouldBe("docker.refused");
        _lines.ShouldContain(line => line.Contains("can't fork", StringComparison.Ordinal));
        _lines.ShouldNotContain("all of them");
    }

    [Fact]
    public async Task A_command_that_never_ends_is_stopped_after_its_time()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var building = BuildAsync(new BuildLimits(ContainerLimits.None, TimeSpan.FromHours(1)), "echo at work; sleep 3000", line =>
        {
            if (line == "at work")
            {
                started.TrySetResult();
            }
        });
        await started.Task.WaitAsync(TimeSpan.FromSeconds(60));

        _time.Advance(TimeSpan.FromHours(1));

        var error = (await Should.ThrowAsync<UserErrorException>(building)).Error;
        (error.Code, error.Message).ShouldBe(("build.tooLong", "The build was stopped after 1h"));
        error.Hint.ShouldNotBeNull().ShouldContain("buildTimeout");
    }

    [Fact]
    public async Task A_command_has_the_processors_it_was_given()
    {
        await BuildAsync(new BuildLimits(new ContainerLimits(Cpus: 0.5m), null), "cat /sys/fs/cgroup/cpu/cpu.cfs_quota_us /sys/fs/cgroup/cpu.max 2>/dev/null || true", _lines.Add);

        _lines.ShouldContain(line => line == "50000" || line == "50000 100000");
    }

    [Fact]
    public async Task A_build_does_not_have_a_container_of_ours_changed_by_writing_its_id()
    {
        var labels = new Dictionary<string, string>(fixture.Docker.Labels) { [ContainerLabels.Installation] = fixture.Docker.Prefix };
        var ours = await fixture.Docker.Engine.CreateContainerAsync(new ContainerSpec(fixture.Docker.Name(), BusyboxImage.Tag, labels, new Dictionary<string, string>(), null, Command: ["true"]), default);

        var error = await FailAsync(new BuildLimits(new ContainerLimits(Processes: 20), null), $"echo ' ---> Running in {ours[..12]}'; sleep 3000");

        error.Message.ShouldContain("pipelinedeploy.installation");
    }

    async Task<UserError> FailAsync(BuildLimits limits, string command) =>
        (await Should.ThrowAsync<UserErrorException>(BuildAsync(limits, command, _lines.Add))).Error;

    Task<string> BuildAsync(BuildLimits limits, string command, Action<string> onLine)
    {
        // Each anew: what is in the builder's cache is not run.
        var build = new ImageBuild(
            fixture.Docker.ImageTag(), "Dockerfile", TarText.Context(("Dockerfile", $"FROM {BusyboxImage.Tag}\nRUN {command}\n")), fixture.Docker.Labels, NoCache: true);
        return limits.BuildAsync(fixture.Docker.Engine, build, onLine, _time, CancellationToken.None);
    }
}
