using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Docker;

/// <summary>What the engine says of itself.</summary>
/// <param name="Version">The engine's version, e.g. <c>20.10.24</c>.</param>
/// <param name="ApiVersion">The API version that is spoken with it, e.g. <c>1.41</c>.</param>
public sealed record EngineVersion(string Version, string ApiVersion)
{
    /// <summary>The version of runc, what containers are started by; null when the engine does not tell.</summary>
    public string? Runc { get; init; }
}

/// <summary>One image to build.</summary>
/// <param name="Tag">The name the image gets, <c>repository:tag</c>.</param>
/// <param name="Dockerfile">Path of the Dockerfile inside the context, with <c>/</c>.</param>
/// <param name="WriteContext">Writes the tar of the context to the stream; it is called once, while the build request is sent.</param>
/// <param name="Labels">Labels the image carries.</param>
/// <param name="Arguments">Build arguments.</param>
/// <param name="NoCache">True builds every layer anew.</param>
/// <param name="Target">The stage that is built; null for the last.</param>
public sealed record ImageBuild(
    string Tag,
    string Dockerfile,
    Func<Stream, CancellationToken, Task> WriteContext,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string>? Arguments = null,
    bool NoCache = false,
    string? Target = null)
{
    /// <summary>What each container that it runs may use.</summary>
    public ContainerLimits Limits { get; init; } = ContainerLimits.None;
}

/// <summary>An image as the engine knows it.</summary>
/// <param name="Id"><c>sha256:…</c>.</param>
/// <param name="Tags">All names, <c>repository:tag</c>.</param>
/// <param name="ExposedPorts">TCP ports the image declares with <c>EXPOSE</c>, ascending.</param>
/// <param name="WorkingDirectory">The image's working directory, <c>/</c> when it has none.</param>
/// <param name="SizeBytes">Size in bytes.</param>
public sealed record ImageInfo(string Id, IReadOnlyList<string> Tags, IReadOnlyList<int> ExposedPorts, string WorkingDirectory, long SizeBytes);

/// <summary>An image as the engine lists it.</summary>
/// <param name="Id"><c>sha256:…</c>.</param>
/// <param name="Tags">All names, <c>repository:tag</c>.</param>
/// <param name="Labels">Its labels.</param>
public sealed record ListedImage(string Id, IReadOnlyList<string> Tags, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>Size in bytes, with what it shares with others.</summary>
    public long SizeBytes { get; init; }
}

/// <summary>A container to create. Only what is listed here can be asked for: no privileges, no network of the host, no devices.</summary>
/// <param name="Name">The container's name.</param>
/// <param name="Image">Image id or reference.</param>
/// <param name="Labels">Labels it carries.</param>
/// <param name="Environment">Its environment.</param>
/// <param name="Port">TCP port that is published on <see cref="PublishAddress"/> at a free port, or null for none.</param>
/// <param name="RestartPolicy"><c>no</c>, <c>always</c>, <c>unless-stopped</c>, <c>on-failure</c> or <c>on-failure:3</c>.</param>
/// <param name="Command">Replaces the image's command when not null.</param>
/// <param name="PublishAddress">The host address that the port is published on.</param>
public sealed record ContainerSpec(
    string Name,
    string Image,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Environment,
    int? Port,
    string RestartPolicy = "always",
    IReadOnlyList<string>? Command = null,
    string PublishAddress = "127.0.0.1")
{
    /// <summary>Replaces the image's entry point when not null; the image's command then means nothing.</summary>
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>What it may use.</summary>
    public ContainerLimits Limits { get; init; } = ContainerLimits.None;

    /// <summary>What is shown in it.</summary>
    public IReadOnlyList<ContainerMount> Mounts { get; init; } = [];

    /// <summary>Whether the image's <c>HEALTHCHECK</c> is carried out.</summary>
    public bool HasHealthCheck { get; init; } = true;

    /// <summary>The app whose volumes these are.</summary>
    public string VolumesOf { get; init; } = "";

    /// <summary>This with what every container of an app has, a one-off one, too.</summary>
    public ContainerSpec Shaped(ContainerShape shape, string app) => this with { Limits = shape.Limits, Mounts = shape.Mounts, VolumesOf = app };
}

/// <summary>A container as the engine knows it.</summary>
/// <param name="Id">The full id.</param>
/// <param name="Name">The name, without a leading slash.</param>
/// <param name="Image">The id of its image.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="State">Docker's word: <c>created</c>, <c>running</c>, <c>restarting</c>, <c>exited</c>, <c>dead</c> …</param>
/// <param name="ExitCode">The last exit code; 0 while it has never ended.</param>
/// <param name="RestartCount">How often the engine restarted it.</param>
/// <param name="StartedAt">When it was last started; null when never.</param>
/// <param name="FinishedAt">When it last ended; null when never.</param>
/// <param name="PublishedPorts">Container TCP port → host port, of the ports that are bound now.</param>
/// <param name="Error">The engine's text when it could not start it, else empty.</param>
public sealed record ContainerInfo(
    string Id,
    string Name,
    string Image,
    IReadOnlyDictionary<string, string> Labels,
    string State,
    long ExitCode,
    int RestartCount,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    IReadOnlyDictionary<int, int> PublishedPorts,
    string Error)
{
    /// <summary>When it was created; null when the engine does not tell.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Docker's restart policy: <c>no</c>, <c>always</c>, <c>unless-stopped</c> or <c>on-failure</c>.</summary>
    public string RestartPolicy { get; init; } = "no";

    /// <summary>Its address in the engine's network, where other containers reach it; null while it does not run.</summary>
    public string? Address { get; init; }

    /// <summary>The networks it is in, by name.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];

    /// <summary>The <c>HEALTHCHECK</c> it has from its image; null when it has none.</summary>
    public DockerHealthCheck? HealthCheck { get; init; }

    /// <summary>What Docker has found by it; null without one.</summary>
    public ContainerHealth? Health { get; init; }

    /// <summary>Whether its process runs now.</summary>
    public bool IsRunning => State == "running";
}

/// <summary>A <c>HEALTHCHECK</c> as Docker carries it out.</summary>
/// <param name="Interval">From one try to the next, and before the first.</param>
/// <param name="Timeout">For each try.</param>
/// <param name="StartPeriod">Failures in this time do not count.</param>
/// <param name="Retries">So many failures in a row make it unhealthy.</param>
public sealed record DockerHealthCheck(TimeSpan Interval, TimeSpan Timeout, TimeSpan StartPeriod, int Retries)
{
    /// <summary>How often to look at what Docker has found, should its event be missed.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>After this time Docker must have come to a verdict.</summary>
    public TimeSpan LongestStart
    {
        get
        {
            var whole = StartPeriod + ((Interval + Timeout) * (Retries + 1)) + LookEvery;
            return whole < Longest ? whole : Longest;
        }
    }
}

/// <summary>What Docker has found of a container.</summary>
/// <param name="Status"><c>starting</c>, <c>healthy</c> or <c>unhealthy</c>.</param>
/// <param name="LastExitCode">How the last try ended; null before the first.</param>
/// <param name="LastOutput">What it wrote.</param>
public sealed record ContainerHealth(string Status, long? LastExitCode, string? LastOutput);

/// <summary>Which lines of a container are wanted.</summary>
/// <param name="Tail">Only the last so many lines; null for all.</param>
/// <param name="Follow">Whether to go on with new lines until the container ends.</param>
public sealed record ContainerLogQuery(int? Tail = null, bool Follow = false);

/// <summary>One line a container wrote.</summary>
/// <param name="IsError">Whether it came from standard error.</param>
/// <param name="Text">The line without its line break; invalid UTF-8 is replaced.</param>
public sealed record ContainerLogLine(bool IsError, string Text);

/// <summary>The end of a command run inside a container.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output and error as one text, capped at 64 KiB.</param>
public sealed record ExecResult(long ExitCode, string Output);

/// <summary>Something happened to a container.</summary>
/// <param name="Action">Docker's word: <c>start</c>, <c>die</c>, <c>restart</c>, <c>destroy</c>, <c>health_status: healthy</c> …</param>
/// <param name="ContainerId">The container's full id.</param>
/// <param name="Labels">Its labels (and Docker's own attributes, such as <c>exitCode</c>).</param>
/// <param name="At">When, by the engine's clock.</param>
public sealed record ContainerEvent(string Action, string ContainerId, IReadOnlyDictionary<string, string> Labels, DateTimeOffset At);

/// <summary>The engine answered with an error; the message is the engine's own text.</summary>
public class ContainerEngineException(int status, string message, Exception? cause = null)
    : UserErrorException(new UserError(status == 0 ? "docker.unreachable" : "docker.refused", message), cause)
{
    /// <summary>The HTTP status the engine answered with; 0 when there was no answer.</summary>
    public int Status { get; } = status;
}

/// <summary>The engine could not be reached: no socket, refused, timed out, TLS failed.</summary>
public sealed class ContainerEngineUnreachableException(string message, Exception? cause = null) : ContainerEngineException(0, message, cause);
