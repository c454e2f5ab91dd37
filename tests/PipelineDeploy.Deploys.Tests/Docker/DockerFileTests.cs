using System.Text;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.TestKit.Docker;

namespace PipelineDeploy.Deploys.Tests.Docker;

[Trait("Category", "Integration")]
public sealed class DockerFileTests(DockerFixture fixture) : IClassFixture<DockerFixture>
{
    static readonly CancellationToken none = CancellationToken.None;
    readonly TestDocker docker = fixture.Docker;

    [Fact]
    public async Task A_file_of_a_container_that_never_ran_can_be_read()
    {
        var image = await docker.BuildAsync(
            $"FROM {BusyboxImage.Tag}\nWORKDIR /app\nCOPY CHECKS ./\nRUN ln -s CHECKS link && mkdir folder\n", ("CHECKS", "/ ok ä\n"));
        var container = await docker.Engine.CreateContainerAsync(
            new ContainerSpec(docker.Name(), image, docker.Labels, new Dictionary<string, string>(), null, "no", ["none"]), none);

        Encoding.UTF8.GetString((await docker.Engine.ReadFileAsync(container, "/app/CHECKS", 100, none)).ShouldNotBeNull()).ShouldBe("/ ok ä\n");
        (await docker.Engine.ReadFileAsync(container, "/app/CHECKS", 3, none)).ShouldNotBeNull().Length.ShouldBe(4);
        (await docker.Engine.ReadFileAsync(container, "/app/nothing", 100, none)).ShouldBeNull();
        (await docker.Engine.ReadFileAsync(container, "/nowhere/CHECKS", 100, none)).ShouldBeNull();
        (await docker.Engine.ReadFileAsync(container, "/app/link", 100, none)).ShouldBeNull();
        (await docker.Engine.ReadFileAsync(container, "/app/folder", 100, none)).ShouldBeNull();
    }

    [Fact]
    public async Task An_image_that_cannot_be_pulled_is_told_in_the_engines_words()
    {
        var error = await Should.ThrowAsync<ContainerEngineException>(
            () => docker.Engine.PullImageAsync(ImageReference.Parse("127.0.0.1:1/no/such:image"), _ => { }, none));

        error.Message.ShouldContain("127.0.0.1:1");
        error.ShouldNotBeOfType<ContainerEngineUnreachableException>();
    }

    [Fact]
    public async Task A_running_container_has_an_address_among_containers()
    {
        var name = await docker.RunAsync("sleep 300", port: 8123);

        System.Net.IPAddress.TryParse((await docker.Engine.FindContainerAsync(name, none))!.Address, out _).ShouldBeTrue();
    }
}
