using PipelineDeploy.Deploys.Docker;

namespace PipelineDeploy.TestKit.Docker;

/// <summary>
/// The real engine of this machine for one test class, with names that nobody else uses.
/// All containers that carry <see cref="Labels"/> and all images that were named by <see cref="ImageTag"/> go when it is disposed.
/// </summary>
public sealed class TestDocker : IAsyncDisposable
{
    /// <summary>The label of everything that tests make; its value tells the tests apart.</summary>
    public const string Label = "pipelinedeploy.test";

    readonly List<string> images = [];
    int names;

    TestDocker(DockerEngine engine)
    {
        Engine = engine;
        // The random end of a version 7 id; its begin is the time and the same for tests that start together.
        Prefix = "pdt-" + Guid.CreateVersion7().ToString("N")[^12..];
        Labels = new Dictionary<string, string>(StringComparer.Ordinal) { [Label] = Prefix };
    }

    /// <summary>The engine of <c>DOCKER_HOST</c> or of the default socket.</summary>
    public DockerEngine Engine { get; }

    /// <summary>What all names of this instance begin with.</summary>
    public string Prefix { get; }

    /// <summary>Put these on every container, or it stays behind.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; }

    /// <summary>Connects and makes sure of the base image.</summary>
    public static async Task<TestDocker> ConnectAsync()
    {
        var docker = new TestDocker(DockerEngine.Connect(DockerEndpoint.FromEnvironment(), TimeProvider.System));
        await docker.EnsureBusyboxAsync();
        return docker;
    }

    /// <summary>Builds the base image <see cref="BusyboxImage.Tag"/> unless it is there.</summary>
    public Task EnsureBusyboxAsync() => BusyboxImage.EnsureAsync(Engine);

    /// <summary>A new name for a container.</summary>
    public string Name(string suffix = "c") => $"{Prefix}-{suffix}-{Interlocked.Increment(ref names)}";

    /// <summary>A new name for an image, which is removed in the end.</summary>
    public string ImageTag(string suffix = "app")
    {
        var tag = $"{Prefix}/{suffix}:{Interlocked.Increment(ref names)}";
        lock (images)
            images.Add(tag);
        return tag;
    }

    /// <summary>Builds an image of a Dockerfile and small files and answers its tag.</summary>
    public async Task<string> BuildAsync(string dockerfile, params (string Path, string Text)[] files)
    {
        var tag = ImageTag();
        var context = TarText.Context([("Dockerfile", dockerfile), .. files]);
        await Engine.BuildImageAsync(new(tag, "Dockerfile", context, Labels), _ => { }, CancellationToken.None);
        return tag;
    }

    /// <summary>Starts a container of the base image that runs a shell script and answers its name.</summary>
    public async Task<string> RunAsync(string script, int? port = null, string restartPolicy = "no")
    {
        var name = Name();
        var spec = new ContainerSpec(
            name, BusyboxImage.Tag, Labels, new Dictionary<string, string>(StringComparer.Ordinal), port, restartPolicy, ["sh", "-c", script]);
        await Engine.CreateContainerAsync(spec, CancellationToken.None);
        await Engine.StartContainerAsync(name, CancellationToken.None);
        return name;
    }

    /// <summary>Removes what it made.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var container in await Engine.ListContainersAsync(Labels, CancellationToken.None))
            await Engine.RemoveContainerAsync(container.Id, CancellationToken.None);
        foreach (var image in images)
            await Engine.RemoveImageAsync(image, CancellationToken.None);
        Engine.Dispose();
    }
}
