using System.Globalization;
using PipelineDeploy.Deploys.Containers;

namespace PipelineDeploy.Deploys.Docker;

/// <summary>All that is ever asked of a new container; what is not a member here cannot be asked for.</summary>
sealed record CreateContainerJson(
    string Image,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyList<string> Env,
    IReadOnlyList<string>? Entrypoint,
    IReadOnlyList<string>? Cmd,
    NoHealthcheckJson? Healthcheck,
    IReadOnlyDictionary<string, EmptyJson> ExposedPorts,
    HostConfigJson HostConfig)
{
    public static CreateContainerJson From(ContainerSpec spec)
    {
        string[] ports = spec.Port is { } port ? [PublishedPort.WriteTcp(port)] : [];
        return new(
            spec.Image,
            spec.Labels,
            [.. spec.Environment.Select(pair => $"{pair.Key}={pair.Value}")],
            spec.Entrypoint,
            spec.Command,
            spec.HasHealthCheck ? null : NoHealthcheckJson.Instance,
            ports.ToDictionary(name => name, _ => new EmptyJson(), StringComparer.Ordinal),
            new HostConfigJson(
                // An empty host port lets the engine choose a free one.
                ports.ToDictionary(name => name, _ => new[] { new PortBindingJson(spec.PublishAddress, "") }, StringComparer.Ordinal),
                RestartPolicyJson.Of(spec.RestartPolicy),
                spec.Limits.MemoryBytes,
                spec.Limits.Cpus is { } cpus ? (long)(cpus * BillionthsOfCpu) : null,
                spec.Limits.Processes,
                spec.Mounts.Count == 0 ? null : [.. spec.Mounts.Select(mount => MountJson.Of(mount, spec.VolumesOf))]));
    }

    const decimal BillionthsOfCpu = 1_000_000_000;
}

/// <summary>Docker's way to say that the image's own is not carried out.</summary>
sealed record NoHealthcheckJson(IReadOnlyList<string> Test)
{
    public static NoHealthcheckJson Instance { get; } = new(["NONE"]);
}

sealed record HostConfigJson(
    IReadOnlyDictionary<string, PortBindingJson[]> PortBindings,
    RestartPolicyJson RestartPolicy,
    long? Memory,
    long? NanoCpus,
    long? PidsLimit,
    IReadOnlyList<MountJson>? Mounts);

sealed record RestartPolicyJson(string Name, int? MaximumRetryCount = null)
{
    /// <summary>Docker's own way to write it: <c>on-failure:3</c>.</summary>
    public static RestartPolicyJson Of(string text) => text.Split(':') is [var name, var most]
        ? new RestartPolicyJson(name, int.Parse(most, CultureInfo.InvariantCulture))
        : new RestartPolicyJson(text);
}

sealed record MountJson(string Type, string Source, string Target, bool ReadOnly)
{
    public static MountJson Of(ContainerMount mount, string app) =>
        mount.IsHostPath ? new MountJson("bind", mount.Source, mount.Target, mount.IsReadOnly) : new MountJson("volume", mount.VolumeOf(app), mount.Target, mount.IsReadOnly);
}
