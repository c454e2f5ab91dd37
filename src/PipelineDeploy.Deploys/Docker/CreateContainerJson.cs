namespace PipelineDeploy.Deploys.Docker;

/// <summary>All that is ever asked of a new container; what is not a member here cannot be asked for.</summary>
sealed record CreateContainerJson(
    string Image,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyList<string> Env,
    IReadOnlyList<string>? Cmd,
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
            spec.Command,
            ports.ToDictionary(name => name, _ => new EmptyJson(), StringComparer.Ordinal),
            new HostConfigJson(
                // An empty host port lets the engine choose a free one.
                ports.ToDictionary(name => name, _ => new[] { new PortBindingJson(spec.PublishAddress, "") }, StringComparer.Ordinal),
                new RestartPolicyJson(spec.RestartPolicy)));
    }
}

sealed record HostConfigJson(IReadOnlyDictionary<string, PortBindingJson[]> PortBindings, RestartPolicyJson RestartPolicy);

sealed record RestartPolicyJson(string Name);
