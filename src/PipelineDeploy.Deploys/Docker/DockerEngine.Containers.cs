using System.Globalization;

namespace PipelineDeploy.Deploys.Docker;

public sealed partial class DockerEngine
{
    static readonly TimeSpan removeLimit = TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    public async Task<string> CreateContainerAsync(ContainerSpec spec, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var content = EngineRequest.Json(CreateContainerJson.From(spec), DockerJson.Default.CreateContainerJson);
        var path = "/containers/create" + EnginePath.Query(("name", spec.Name));
        return (await CallAsync(HttpMethod.Post, path, cancellationToken, content)).Read(DockerJson.Default.CreatedJson).Id;
    }

    /// <inheritdoc/>
    public async Task JoinNetworkAsync(string container, string network, CancellationToken cancellationToken)
    {
        // Of a container that does not run, the engine would note any name and find out at its start.
        (await CallAsync(HttpMethod.Get, EnginePath.Network(network), cancellationToken)).OrThrow();
        var content = EngineRequest.Json(new JoinNetworkJson(container), DockerJson.Default.JoinNetworkJson);
        (await CallAsync(HttpMethod.Post, EnginePath.Network(network, "/connect"), cancellationToken, content)).OrThrow();
    }

    /// <inheritdoc/>
    public async Task StartContainerAsync(string container, CancellationToken cancellationToken) =>
        (await CallAsync(HttpMethod.Post, EnginePath.Container(container, "/start"), cancellationToken)).OrThrow();

    /// <inheritdoc/>
    public async Task StopContainerAsync(string container, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var seconds = Math.Ceiling(Math.Max(0, timeout.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var path = EnginePath.Container(container, "/stop") + EnginePath.Query(("t", seconds));
        var answer = await CallAsync(HttpMethod.Post, path, cancellationToken, limit: timeout + removeLimit);
        if (!answer.IsMissing)
            answer.OrThrow();
    }

    /// <inheritdoc/>
    public async Task KillContainerAsync(string container, string signal, CancellationToken cancellationToken)
    {
        var path = EnginePath.Container(container, "/kill") + EnginePath.Query(("signal", signal));
        (await CallAsync(HttpMethod.Post, path, cancellationToken)).OrThrow();
    }

    /// <inheritdoc/>
    public async Task RenameContainerAsync(string container, string name, CancellationToken cancellationToken)
    {
        var path = EnginePath.Container(container, "/rename") + EnginePath.Query(("name", name));
        (await CallAsync(HttpMethod.Post, path, cancellationToken)).OrThrow();
    }

    /// <inheritdoc/>
    public async Task RemoveContainerAsync(string container, CancellationToken cancellationToken)
    {
        var path = EnginePath.Container(container) + EnginePath.Query(("force", "1"), ("v", "1"));
        var answer = await CallAsync(HttpMethod.Delete, path, cancellationToken, limit: removeLimit);
        if (answer.Status == 409 && answer.Body.Contains("already in progress", StringComparison.Ordinal))
        {
            // Someone else removes it: gone is what was asked for, so wait for that.
            path = EnginePath.Container(container, "/wait") + EnginePath.Query(("condition", "removed"));
            answer = await CallAsync(HttpMethod.Post, path, cancellationToken, limit: removeLimit);
        }

        if (!answer.IsMissing)
            answer.OrThrow();
    }

    /// <inheritdoc/>
    public async Task<ContainerInfo?> FindContainerAsync(string container, CancellationToken cancellationToken)
    {
        var answer = await InspectAsync(container, cancellationToken);
        return answer.IsMissing ? null : answer.Read(DockerJson.Default.ContainerJson).ToInfo();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ContainerInfo>> ListContainersAsync(
        IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        var path = "/containers/json" + EnginePath.Query(("all", "1"), ("filters", EnginePath.Filters(labels)));
        var found = (await CallAsync(HttpMethod.Get, path, cancellationToken)).Read(DockerJson.Default.CreatedJsonArray);
        var containers = new List<ContainerInfo>(found.Length);
        foreach (var one in found)
        {
            // One that was removed since the list was made is no longer part of it.
            if (await FindContainerAsync(one.Id, cancellationToken) is { } container)
                containers.Add(container);
        }

        return containers;
    }

    /// <inheritdoc/>
    public async Task<long> WaitContainerAsync(string container, CancellationToken cancellationToken)
    {
        var path = EnginePath.Container(container, "/wait") + EnginePath.Query(("condition", "not-running"));
        var answer = await CallAsync(HttpMethod.Post, path, cancellationToken, limit: Timeout.InfiniteTimeSpan);
        var end = answer.Read(DockerJson.Default.WaitJson);
        return end.Error?.Message is { Length: > 0 } error ? throw new ContainerEngineException(answer.Status, error) : end.StatusCode;
    }

    Task<EngineAnswer> InspectAsync(string container, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, EnginePath.Container(container, "/json"), cancellationToken);
}
