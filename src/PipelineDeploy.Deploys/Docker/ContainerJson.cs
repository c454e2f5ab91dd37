using System.Globalization;

namespace PipelineDeploy.Deploys.Docker;

sealed record ContainerJson(
    string Id,
    string Name,
    string? Image,
    string? Created,
    int RestartCount,
    ContainerStateJson? State,
    ContainerConfigJson? Config,
    ContainerHostJson? HostConfig,
    ContainerNetworkJson? NetworkSettings)
{
    public ContainerInfo ToInfo() => new(
        Id,
        Name.TrimStart('/'),
        Image ?? "",
        Config?.Labels ?? new Dictionary<string, string>(StringComparer.Ordinal),
        State?.Status ?? "",
        State?.ExitCode ?? 0,
        RestartCount,
        Time(State?.StartedAt),
        Time(State?.FinishedAt),
        Ports(),
        State?.Error ?? "")
    {
        CreatedAt = Time(Created),
        Address = NetworkSettings?.Networks?.Values.Select(network => network.IPAddress).FirstOrDefault(address => address is { Length: > 0 }),
        Networks = [.. NetworkSettings?.Networks?.Keys ?? []],
        RestartPolicy = HostConfig?.RestartPolicy?.Name is { Length: > 0 } policy ? policy : "no",
        HealthCheck = Config?.Healthcheck?.ToHealthCheck(),
        Health = State?.Health?.ToHealth(),
    };

    Dictionary<int, int> Ports()
    {
        var ports = new Dictionary<int, int>();
        foreach (var (name, bindings) in NetworkSettings?.Ports ?? new Dictionary<string, IReadOnlyList<PortBindingJson>?>(StringComparer.Ordinal))
        {
            var bound = bindings?.Select(b => PublishedPort.ReadTcp(b.HostPort)).FirstOrDefault(p => p is > 0);
            if (PublishedPort.ReadTcp(name) is { } port && bound is { } host)
                ports[port] = host;
        }

        return ports;
    }

    // Docker writes the year 1 for "never".
    static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year > 1 ? time : null;
}

sealed record ContainerStateJson(string? Status, long ExitCode, string? StartedAt, string? FinishedAt, string? Error, HealthJson? Health);

sealed record ContainerConfigJson(IReadOnlyDictionary<string, string>? Labels, bool Tty, HealthcheckJson? Healthcheck);

sealed record ContainerHostJson(RestartPolicyJson? RestartPolicy);

sealed record ContainerNetworkJson(IReadOnlyDictionary<string, IReadOnlyList<PortBindingJson>?>? Ports, IReadOnlyDictionary<string, NetworkJson>? Networks);

sealed record NetworkJson(string? IPAddress);

sealed record PortBindingJson(string HostIp, string HostPort);
