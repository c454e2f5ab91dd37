namespace PipelineDeploy.Deploys.Docker;

/// <summary>
/// The Docker Engine through its API. It can be used from many threads; its connections are pooled.
/// </summary>
/// <remarks>Docker Engine API 1.41 to 1.44; the version is negotiated at the first call and again by <see cref="VersionAsync"/>.</remarks>
public sealed partial class DockerEngine : IContainerEngine, IDisposable
{
    static readonly TimeSpan versionLimit = TimeSpan.FromSeconds(5);

    readonly EngineConnection connection;
    readonly TimeProvider time;
    volatile string? apiVersion;

    DockerEngine(EngineConnection connection, TimeProvider time)
    {
        this.connection = connection;
        this.time = time;
    }

    /// <summary>Makes a client of the engine at an address; nothing is sent yet.</summary>
    /// <exception cref="Workflows.UserErrorException">A TLS file is missing or damaged.</exception>
    public static DockerEngine Connect(DockerEndpoint endpoint, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(time);
        return new(new EngineConnection(endpoint, time), time);
    }

    /// <inheritdoc/>
    public async Task<EngineVersion> VersionAsync(CancellationToken cancellationToken)
    {
        var answer = await connection.CallAsync(new(HttpMethod.Get, "/version", Limit: versionLimit), cancellationToken);
        var version = answer.Read(DockerJson.Default.VersionJson);
        var chosen = ApiVersionNegotiation.Choose(version.Version ?? "", version.ApiVersion, version.MinAPIVersion);
        apiVersion = chosen;
        return new EngineVersion(version.Version ?? "", chosen) { Runc = version.Components?.FirstOrDefault(part => part.Name == "runc")?.Version };
    }

    /// <summary>Closes the connections; what still runs fails.</summary>
    public void Dispose() => connection.Dispose();

    async Task<EngineAnswer> CallAsync(
        HttpMethod method, string path, CancellationToken cancellationToken, HttpContent? content = null, TimeSpan? limit = null) =>
        await connection.CallAsync(new(method, await VersionedAsync(path, cancellationToken), content, limit), cancellationToken);

    async Task<HttpResponseMessage> OpenAsync(
        HttpMethod method, string path, CancellationToken cancellationToken, HttpContent? content = null) =>
        await connection.OpenAsync(new(method, await VersionedAsync(path, cancellationToken), content), cancellationToken);

    async ValueTask<string> VersionedAsync(string path, CancellationToken cancellationToken) =>
        $"/v{apiVersion ?? (await VersionAsync(cancellationToken)).ApiVersion}{path}";
}
