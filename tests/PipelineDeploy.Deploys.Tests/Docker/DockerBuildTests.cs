using System.Diagnostics;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Docker;

namespace PipelineDeploy.Deploys.Tests.Docker;

[Trait("Category", "Integration")]
public sealed class DockerBuildTests(DockerFixture fixture) : IClassFixture<DockerFixture>
{
    static readonly CancellationToken none = CancellationToken.None;

    readonly TestDocker docker = fixture.Docker;

    [Fact]
    public async Task A_build_streams_its_output_and_answers_the_images_id()
    {
        var lines = new List<string>();
        var build = Build($"FROM {BusyboxImage.Tag}\nARG WHO\nWORKDIR /srv\nEXPOSE 9000 80 53/udp\nRUN echo hello $WHO\n") with
        {
            Arguments = new Dictionary<string, string>(StringComparer.Ordinal) { ["WHO"] = "wörld" },
        };

        var id = await docker.Engine.BuildImageAsync(build, lines.Add, none);

        lines.ShouldContain(line => line == "hello wörld");
        var image = (await docker.Engine.FindImageAsync(build.Tag, none)).ShouldNotBeNull();
        image.Id.ShouldBe(id);
        image.Tags.ShouldBe([build.Tag]);
        image.ExposedPorts.ShouldBe([80, 9000]);
        image.WorkingDirectory.ShouldBe("/srv");
        image.SizeBytes.ShouldBeGreaterThan(1_000_000);
    }

    [Fact]
    public async Task A_stage_can_be_built_that_is_not_the_last()
    {
        var lines = new List<string>();

        await docker.Engine.BuildImageAsync(
            Build($"FROM {BusyboxImage.Tag} AS first\nRUN echo in the first\nFROM {BusyboxImage.Tag} AS second\nRUN echo in the second\n") with { Target = "first" }, lines.Add, none);

        lines.ShouldContain("in the first");
        lines.ShouldNotContain("in the second");
    }

    [Fact]
    public async Task A_failing_RUN_is_told_in_the_engines_words()
    {
        var lines = new List<string>();

        var error = await Should.ThrowAsync<ContainerEngineException>(() => docker.Engine.BuildImageAsync(
            Build($"FROM {BusyboxImage.Tag}\nRUN echo before && exit 7\n"), lines.Add, none));

        error.Message.ShouldBe("The command '/bin/sh -c echo before && exit 7' returned a non-zero code: 7");
        lines.ShouldContain(line => line == "before");
    }

    [Fact]
    public async Task A_bad_Dockerfile_is_told_in_the_engines_words() =>
        (await FailAsync(Build("FROM scratch\nCOPPY a b\n"))).Message.ShouldContain("unknown instruction: COPPY");

    [Fact]
    public async Task A_missing_Dockerfile_is_told_in_the_engines_words() =>
        (await FailAsync(Build("FROM scratch\n") with { Dockerfile = "deep/Dockerfile" })).Message.ShouldContain("deep/Dockerfile");

    [Fact]
    public async Task A_base_image_that_nobody_has_is_an_error_of_the_engine() =>
        (await FailAsync(Build($"FROM {docker.Prefix}/nobody:has\n"))).ShouldNotBeOfType<ContainerEngineUnreachableException>();

    [Theory]
    [InlineData("r:UPPER/CASE")]
    [InlineData("Not A Tag")]
    public async Task A_refusal_before_the_context_was_read_is_no_broken_pipe(string tag)
    {
        var error = await FailAsync(Build("FROM scratch\n") with { Tag = tag, WriteContext = WriteNoiseAsync });

        error.ShouldNotBeOfType<ContainerEngineUnreachableException>();
        error.Message.ShouldContain("invalid reference format");
    }

    [Fact]
    public async Task A_context_that_is_no_tar_is_refused_while_it_is_sent()
    {
        var error = await FailAsync(Build("FROM scratch\n") with { WriteContext = WriteNoiseAsync });

        error.ShouldNotBeOfType<ContainerEngineUnreachableException>();
        error.Status.ShouldBeGreaterThanOrEqualTo(400);
    }

    [Fact]
    public async Task A_context_that_cannot_be_made_gives_its_own_error()
    {
        var build = Build("FROM scratch\n") with { WriteContext = (_, _) => throw new FileNotFoundException("no such source") };

        (await Should.ThrowAsync<FileNotFoundException>(() => docker.Engine.BuildImageAsync(build, _ => { }, none))).Message.ShouldBe("no such source");
    }

    [Fact]
    public async Task A_cancelled_build_stops_in_the_engine_too()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var cancel = new CancellationTokenSource();
        var marker = docker.Name("marker");
        var build = Build($"FROM {BusyboxImage.Tag}\nRUN echo {marker} started && sleep 300\n");

        var running = docker.Engine.BuildImageAsync(
            build, line => { if (line == $"{marker} started") started.TrySetResult(); }, cancel.Token);
        await started.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => running);
        await Eventually.HoldsAsync(() => Task.FromResult(!IsRunning($"echo {marker} started")));
    }

    [Fact]
    public async Task Output_that_is_not_utf8_does_not_stop_a_build()
    {
        var lines = new List<string>();

        await docker.Engine.BuildImageAsync(Build($"FROM {BusyboxImage.Tag}\nRUN printf 'a\\377b\\n'\n"), lines.Add, none);

        lines.ShouldContain(line => line == "a\uFFFDb");
    }

    [Fact]
    public async Task A_folder_is_built_with_its_dockerignore_and_its_links()
    {
        var folder = Directory.CreateTempSubdirectory("pdt-build-");
        try
        {
            await TestApp.WriteFolderAsync(folder.FullName, "hi", ("secret.txt", "x"), ("keep.txt", "y"));
            File.CreateSymbolicLink(Path.Combine(folder.FullName, "www/link"), "index.html");
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, ".dockerignore"), "www/*.txt\n!www/keep.txt\nDockerfile\n");
            await File.AppendAllTextAsync(Path.Combine(folder.FullName, "Dockerfile"), "RUN ls /www && readlink /www/link\n");
            var lines = new List<string>();

            await docker.Engine.BuildImageAsync(
                Build("") with { WriteContext = (output, token) => BuildContext.WriteAsync(folder.FullName, output, token) }, lines.Add, none);

            lines.Where(l => l is "index.html" or "secret.txt" or "keep.txt" or "link").ShouldBe(["index.html", "keep.txt", "link", "index.html"]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task An_image_can_be_tagged_and_loses_its_names_one_by_one()
    {
        var tag = await docker.BuildAsync($"FROM {BusyboxImage.Tag}\nENV A={docker.Name()}\n");

        await docker.Engine.TagImageAsync(tag, docker.Prefix + "/more", "v2", none);
        await docker.Engine.RemoveImageAsync(tag, none);
        await docker.Engine.RemoveImageAsync(tag, none);

        (await docker.Engine.FindImageAsync(tag, none)).ShouldBeNull();
        (await docker.Engine.FindImageAsync(docker.Prefix + "/more:v2", none)).ShouldNotBeNull().Tags.ShouldBe([docker.Prefix + "/more:v2"]);
        await docker.Engine.RemoveImageAsync(docker.Prefix + "/more:v2", none);
    }

    [Fact]
    public async Task An_image_that_nobody_has_is_null_and_cannot_be_tagged()
    {
        (await docker.Engine.FindImageAsync("no/such:image", none)).ShouldBeNull();

        var error = await Should.ThrowAsync<ContainerEngineException>(() => docker.Engine.TagImageAsync("no/such:image", "a", "b", none));
        (error.Status, error.Message).ShouldBe((404, "No such image: no/such:image"));
    }

    ImageBuild Build(string dockerfile) => new(docker.ImageTag(), "Dockerfile", TarText.Context(("Dockerfile", dockerfile)), docker.Labels);

    Task<ContainerEngineException> FailAsync(ImageBuild build) =>
        Should.ThrowAsync<ContainerEngineException>(() => docker.Engine.BuildImageAsync(build, _ => { }, none));

    // More than all socket buffers together hold.
    static async Task WriteNoiseAsync(Stream output, CancellationToken cancellationToken)
    {
        var noise = new byte[64 * 1024];
        Array.Fill(noise, (byte)'x');
        for (var i = 0; i < 800; i++)
            await output.WriteAsync(noise, cancellationToken);
    }

    static bool IsRunning(string command)
    {
        var start = new ProcessStartInfo("ps", ["-eo", "args"]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var ps = Process.Start(start)!;
        return ps.StandardOutput.ReadToEnd().Contains(command, StringComparison.Ordinal);
    }
}
