using PipelineDeploy.TestKit.Docker;

namespace PipelineDeploy.Deploys.Tests.Docker;

/// <summary>The real engine, once for a class of tests.</summary>
public sealed class DockerFixture : IAsyncLifetime
{
    public TestDocker Docker { get; private set; } = null!;

    public async Task InitializeAsync() => Docker = await TestDocker.ConnectAsync();

    public async Task DisposeAsync() => await Docker.DisposeAsync();
}
