namespace PipelineDeploy.Deploys.Docker;

/// <summary>
/// The one seam to the container engine: what a deploy asks of Docker, in Docker's own words.
/// </summary>
/// <remarks>
/// Every member throws <see cref="ContainerEngineException"/> when the engine refuses (its own text is the message)
/// and <see cref="ContainerEngineUnreachableException"/> when it cannot be reached at all.
/// </remarks>
public interface IContainerEngine
{
    /// <summary>Asks for the engine's version; the cheapest proof that it answers.</summary>
    Task<EngineVersion> VersionAsync(CancellationToken cancellationToken);

    /// <summary>Builds an image; the context is sent as it is made and the output arrives line by line.</summary>
    /// <returns>The id of the image, <c>sha256:…</c>.</returns>
    Task<string> BuildImageAsync(ImageBuild build, Action<string> onOutput, CancellationToken cancellationToken);

    /// <summary>The image behind a reference or id, or null when there is none.</summary>
    Task<ImageInfo?> FindImageAsync(string reference, CancellationToken cancellationToken);

    /// <summary>Fetches an image from its registry; the progress arrives line by line.</summary>
    Task PullImageAsync(ImageReference reference, Action<string> onOutput, CancellationToken cancellationToken);

    /// <summary>All images that have a name or are nobody's layers.</summary>
    Task<IReadOnlyList<ListedImage>> ListImagesAsync(CancellationToken cancellationToken);

    /// <summary>Gives an image one more name, <paramref name="repository"/><c>:</c><paramref name="tag"/>.</summary>
    Task TagImageAsync(string image, string repository, string tag, CancellationToken cancellationToken);

    /// <summary>Removes an image or one of its names; does nothing when it is gone.</summary>
    Task RemoveImageAsync(string reference, CancellationToken cancellationToken);

    /// <summary>Creates a container without starting it.</summary>
    /// <returns>The container's id.</returns>
    Task<string> CreateContainerAsync(ContainerSpec spec, CancellationToken cancellationToken);

    /// <summary>Brings a container into one more network, which must be there.</summary>
    Task JoinNetworkAsync(string container, string network, CancellationToken cancellationToken);

    /// <summary>Starts a container; does nothing when it runs already.</summary>
    Task StartContainerAsync(string container, CancellationToken cancellationToken);

    /// <summary>Asks a container to end, waits <paramref name="timeout"/>, then kills it; does nothing when it is stopped or gone.</summary>
    Task StopContainerAsync(string container, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Sends a signal such as <c>SIGTERM</c>.</summary>
    Task KillContainerAsync(string container, string signal, CancellationToken cancellationToken);

    /// <summary>Renames a container.</summary>
    Task RenameContainerAsync(string container, string name, CancellationToken cancellationToken);

    /// <summary>Removes a container, running or not, with its anonymous volumes; does nothing when it is gone.</summary>
    Task RemoveContainerAsync(string container, CancellationToken cancellationToken);

    /// <summary>A container by id or name, or null when there is none.</summary>
    Task<ContainerInfo?> FindContainerAsync(string container, CancellationToken cancellationToken);

    /// <summary>All containers, stopped ones too, that carry each of the labels.</summary>
    Task<IReadOnlyList<ContainerInfo>> ListContainersAsync(IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken);

    /// <summary>Waits until a container is not running and answers its exit code.</summary>
    Task<long> WaitContainerAsync(string container, CancellationToken cancellationToken);

    /// <summary>What a container last ended with, as far as the engine remembers; null when it does not. One that runs again says 0 of itself.</summary>
    Task<long?> FindLastExitCodeAsync(string container, CancellationToken cancellationToken);

    /// <summary>The lines a container wrote, oldest first; with <see cref="ContainerLogQuery.Follow"/> it goes on until the container ends.</summary>
    IAsyncEnumerable<ContainerLogLine> LogsAsync(string container, ContainerLogQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// The bytes of a file in a container, running or not: at most <paramref name="maxBytes"/> and one more, by which a reader sees that there is
    /// more. Null when there is no such file, or something that is none.
    /// </summary>
    Task<byte[]?> ReadFileAsync(string container, string path, int maxBytes, CancellationToken cancellationToken);

    /// <summary>Unpacks a tar at <c>/</c> of a container, running or not; what is there already is replaced.</summary>
    Task PutFilesAsync(string container, ReadOnlyMemory<byte> tar, CancellationToken cancellationToken);

    /// <summary>Runs a command inside a running container and waits for its end. No shell is involved.</summary>
    Task<ExecResult> ExecAsync(string container, IReadOnlyList<string> command, CancellationToken cancellationToken);

    /// <summary>What happens to containers that carry the labels, from now on, until cancelled.</summary>
    IAsyncEnumerable<ContainerEvent> EventsAsync(IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken);
}
