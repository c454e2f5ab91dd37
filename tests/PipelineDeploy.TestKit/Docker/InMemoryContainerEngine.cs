using System.Globalization;
using System.Runtime.CompilerServices;
using PipelineDeploy.Deploys.Docker;

namespace PipelineDeploy.TestKit.Docker;

/// <summary>
/// A container engine in memory, by Docker's rules: names are unique, a port is bound anew at every start, a restart policy
/// brings an ended container back. It takes no time and is not thread-safe.
/// </summary>
public sealed class InMemoryContainerEngine(TimeProvider time) : IContainerEngine
{
    const int BadRequest = 400;
    const int NotFound = 404;
    const int Conflict = 409;

    readonly Dictionary<string, ContainerInfo> _containers = [];
    readonly Dictionary<string, ContainerSpec> _specs = [];
    readonly Dictionary<string, ImageInfo> _images = [];
    readonly Dictionary<string, string[]> _lines = [];
    readonly Dictionary<string, long> _exitCodes = [];
    readonly Dictionary<string, IReadOnlyDictionary<string, string>> _labels = [];
    readonly Dictionary<string, byte[]> _put = [];
    long _ids;
    int _lastPort = 32767;

    /// <summary>All containers there are.</summary>
    public IReadOnlyCollection<ContainerInfo> Containers => _containers.Values;

    /// <summary>The container that is published on a port now, or null.</summary>
    public ContainerInfo? FindByPort(int port) => _containers.Values.FirstOrDefault(info => info.PublishedPorts.Values.Contains(port));

    /// <summary>Looks at each build before it is made; it fails by throwing.</summary>
    public Action<ImageBuild>? Building { get; set; }

    /// <summary>What the process of a container does when it starts: ends at once with that exit code, having written these lines; null goes on.</summary>
    public Func<ContainerSpec, (long ExitCode, string[] Lines)?>? Starting { get; set; }

    /// <summary>The files of images, by image and path.</summary>
    public Dictionary<(string Image, string Path), byte[]> Files { get; } = [];

    /// <summary>What was put into a container; null for nothing.</summary>
    public byte[]? PutInto(string container) => _put.GetValueOrDefault(Require(container).Id);

    /// <summary>The networks that containers can join.</summary>
    public HashSet<string> Networks { get; } = [];

    /// <summary>What a container was asked to be.</summary>
    public ContainerSpec SpecOf(string container) => _specs[Require(container).Id];

    /// <summary>What comes of a command in a container; without it none can be run.</summary>
    public Func<IReadOnlyList<string>, ExecResult>? Running { get; set; }

    /// <summary>Docker has found this by the container's HEALTHCHECK.</summary>
    public void Find(string container, DockerHealthCheck by, ContainerHealth health) => Put(Require(container) with { HealthCheck = by, Health = health });

    /// <summary>The process of a container ends by itself; its restart policy brings it back at once.</summary>
    public void End(string container, long exitCode)
    {
        if (Find(container) is { IsRunning: true } info)
        {
            Put(Ended(info, exitCode));
            _exitCodes[info.Id] = exitCode;
            if (_specs[info.Id].RestartPolicy == "always")
            {
                Put(Started(_containers[info.Id]) with { RestartCount = info.RestartCount + 1 });
            }
        }
    }

    /// <inheritdoc />
    public Task<EngineVersion> VersionAsync(CancellationToken cancellationToken) => Task.FromResult(new EngineVersion("28.0.0", "1.41"));

    /// <inheritdoc />
    public Task<string> BuildImageAsync(ImageBuild build, Action<string> onOutput, CancellationToken cancellationToken) => Now(() =>
    {
        Building?.Invoke(build);
        onOutput("Step 1/1 : FROM scratch");
        var image = new ImageInfo($"sha256:{NextId()}", [build.Tag], [5000], "/", 1);
        (_images[image.Id], _labels[image.Id]) = (image, build.Labels);
        return image.Id;
    });

    /// <inheritdoc />
    public Task<ImageInfo?> FindImageAsync(string reference, CancellationToken cancellationToken) =>
        Now(() => _images.GetValueOrDefault(reference) ?? _images.Values.FirstOrDefault(image => image.Tags.Contains(reference)));

    /// <inheritdoc />
    public Task PullImageAsync(ImageReference reference, Action<string> onOutput, CancellationToken cancellationToken) =>
        Task.FromException(new ContainerEngineException(NotFound, $"pull access denied for {reference.Text}, repository does not exist"));

    /// <inheritdoc />
    public Task<IReadOnlyList<ListedImage>> ListImagesAsync(CancellationToken cancellationToken) => Now<IReadOnlyList<ListedImage>>(
        () => [.. _images.Values.Select(image => new ListedImage(image.Id, image.Tags, _labels.GetValueOrDefault(image.Id) ?? new Dictionary<string, string>()))]);

    /// <inheritdoc />
    public Task TagImageAsync(string image, string repository, string tag, CancellationToken cancellationToken) => Now(() =>
    {
        var known = _images.GetValueOrDefault(image) ?? throw new ContainerEngineException(NotFound, $"No such image: {image}");
        return _images[image] = known with { Tags = [.. known.Tags.Except([$"{repository}:{tag}"]), $"{repository}:{tag}"] };
    });

    /// <inheritdoc />
    public Task RemoveImageAsync(string reference, CancellationToken cancellationToken) => Now(() => _images.Remove(reference));

    /// <inheritdoc />
    public Task<string> CreateContainerAsync(ContainerSpec spec, CancellationToken cancellationToken) => Now(() =>
    {
        RequireFree(spec.Name);
        var info = new ContainerInfo(NextId(), spec.Name, spec.Image, spec.Labels, "created", 0, 0, null, null, new Dictionary<int, int>(), "");
        _specs[info.Id] = spec;
        Put(info);
        return info.Id;
    });

    /// <inheritdoc />
    public Task JoinNetworkAsync(string container, string network, CancellationToken cancellationToken) => Now(() =>
    {
        var info = Require(container);
        Put(Networks.Contains(network) ? info with { Networks = [.. info.Networks, network] } : throw new ContainerEngineException(NotFound, $"network {network} not found"));
        return true;
    });

    /// <inheritdoc />
    public Task StartContainerAsync(string container, CancellationToken cancellationToken) => Now(() =>
    {
        var info = Require(container);
        Put(info.IsRunning ? info : Started(info));
        if (!info.IsRunning && Starting?.Invoke(_specs[info.Id]) is { } end)
        {
            _lines[info.Id] = end.Lines;
            End(info.Id, end.ExitCode);
        }

        return true;
    });

    /// <inheritdoc />
    public Task StopContainerAsync(string container, TimeSpan timeout, CancellationToken cancellationToken) => KillContainerAsync(container, "SIGTERM", cancellationToken);

    /// <inheritdoc />
    public Task KillContainerAsync(string container, string signal, CancellationToken cancellationToken) => Now(() =>
    {
        if (Find(container) is { IsRunning: true } info)
        {
            Put(Ended(info, 143));
        }

        return true;
    });

    /// <inheritdoc />
    public Task RenameContainerAsync(string container, string name, CancellationToken cancellationToken) => Now(() =>
    {
        var info = Require(container);
        RequireFree(name);
        Put(info with { Name = name });
        return true;
    });

    /// <inheritdoc />
    public Task RemoveContainerAsync(string container, CancellationToken cancellationToken) => Now(() => Find(container) is { } info && _containers.Remove(info.Id));

    /// <inheritdoc />
    public Task<ContainerInfo?> FindContainerAsync(string container, CancellationToken cancellationToken) => Now(() => Find(container));

    /// <inheritdoc />
    public Task<IReadOnlyList<ContainerInfo>> ListContainersAsync(IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) =>
        Now<IReadOnlyList<ContainerInfo>>(() => [.. _containers.Values.Where(info => labels.All(label => info.Labels.GetValueOrDefault(label.Key) == label.Value))]);

    /// <inheritdoc />
    public Task<long> WaitContainerAsync(string container, CancellationToken cancellationToken) => Now(() => Require(container) is { IsRunning: false } info
        ? info.ExitCode
        : throw new NotSupportedException("Nothing in memory ends while somebody waits for it."));

    /// <inheritdoc />
    public Task<long?> FindLastExitCodeAsync(string container, CancellationToken cancellationToken) =>
        Now<long?>(() => Find(container) is { } info && _exitCodes.TryGetValue(info.Id, out var code) ? code : null);

    /// <inheritdoc />
    public async IAsyncEnumerable<ContainerLogLine> LogsAsync(
        string container, ContainerLogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var info = Require(container);
        foreach (var line in (_lines.GetValueOrDefault(info.Id) ?? [$"{info.Name} speaks"]).TakeLast(query.Tail ?? int.MaxValue))
        {
            yield return new ContainerLogLine(false, line);
        }

        // Who follows one that goes on hears nothing more until he gives up.
        if (query.Follow && info.IsRunning)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        }
    }

    /// <inheritdoc />
    public Task<byte[]?> ReadFileAsync(string container, string path, int maxBytes, CancellationToken cancellationToken) =>
        Now(() => Files.GetValueOrDefault((Require(container).Image, path)));

    /// <inheritdoc />
    public Task PutFilesAsync(string container, ReadOnlyMemory<byte> tar, CancellationToken cancellationToken) => Now(() => _put[Require(container).Id] = tar.ToArray());

    /// <inheritdoc />
    public Task<ExecResult> ExecAsync(string container, IReadOnlyList<string> command, CancellationToken cancellationToken) => Now(() =>
        Running?.Invoke(command) ?? throw new ContainerEngineException(BadRequest, $"exec: \"{command[0]}\": executable file not found in $PATH"));

    /// <inheritdoc />
    public IAsyncEnumerable<ContainerEvent> EventsAsync(IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken) =>
        throw new NotSupportedException("What happens in memory is told by nobody.");

    ContainerInfo Started(ContainerInfo info) => info with
    {
        State = "running",
        ExitCode = 0,
        StartedAt = time.GetUtcNow(),
        Address = "172.17.0.2",
        PublishedPorts = _specs[info.Id].Port is { } port ? new Dictionary<int, int> { [port] = ++_lastPort } : new Dictionary<int, int>(),
    };

    ContainerInfo Ended(ContainerInfo info, long exitCode) => info with
    {
        State = "exited",
        ExitCode = exitCode,
        FinishedAt = time.GetUtcNow(),
        Address = null,
        PublishedPorts = new Dictionary<int, int>(),
    };

    ContainerInfo? Find(string container) => _containers.GetValueOrDefault(container) ?? _containers.Values.FirstOrDefault(info => info.Name == container);

    ContainerInfo Require(string container) => Find(container) ?? throw new ContainerEngineException(NotFound, $"No such container: {container}");

    void RequireFree(string name)
    {
        if (_containers.Values.FirstOrDefault(info => info.Name == name) is { } taken)
        {
            throw new ContainerEngineException(Conflict, $"The container name \"/{name}\" is already in use by container \"{taken.Id}\".");
        }
    }

    void Put(ContainerInfo info) => _containers[info.Id] = info;

    // People and logs show the first twelve digits, so these must differ.
    string NextId() => (++_ids).ToString("x12", CultureInfo.InvariantCulture).PadRight(64, '0');

    static Task<T> Now<T>(Func<T> act)
    {
        try
        {
            return Task.FromResult(act());
        }
        catch (ContainerEngineException e)
        {
            return Task.FromException<T>(e);
        }
    }
}
