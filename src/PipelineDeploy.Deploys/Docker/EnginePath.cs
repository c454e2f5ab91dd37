using System.Globalization;
using System.Text.Json;

namespace PipelineDeploy.Deploys.Docker;

/// <summary>Paths and queries of the engine's API; no name can lead to another path than its own.</summary>
static class EnginePath
{
    // The kernel's usual one, in microseconds.
    const long CpuPeriod = 100_000;

    public static string Container(string container, string rest = "")
    {
        if (!IsPlain(container))
            throw new ContainerEngineException(400, $"'{container}' is not a container's name or id.");
        return $"/containers/{Uri.EscapeDataString(container)}{rest}";
    }

    public static string Image(string reference, string rest = "")
    {
        if (!reference.Split('/').All(IsPlain))
            throw new ContainerEngineException(400, $"'{reference}' is not an image's name or id.");
        return $"/images/{Uri.EscapeDataString(reference)}{rest}";
    }

    public static string Network(string network, string rest = "")
    {
        if (!IsPlain(network))
            throw new ContainerEngineException(400, $"'{network}' is not a network's name.");
        return $"/networks/{Uri.EscapeDataString(network)}{rest}";
    }

    /// <summary>The query of a build by the classic builder, which every engine from 20.10 on has.</summary>
    public static string Build(ImageBuild build) => "/build" + Query(
        ("version", "1"),
        ("t", build.Tag),
        ("dockerfile", build.Dockerfile),
        ("labels", JsonSerializer.Serialize(build.Labels, DockerJson.Default.IReadOnlyDictionaryStringString)),
        ("buildargs", build.Arguments is { } arguments ? JsonSerializer.Serialize(arguments, DockerJson.Default.IReadOnlyDictionaryStringString) : null),
        ("target", build.Target),
        ("nocache", build.NoCache ? "1" : null),
        ("memory", build.Limits.MemoryBytes is { } memory ? Number(memory) : null),
        // As much as the memory means: nothing is swapped out.
        ("memswap", build.Limits.MemoryBytes is { } memoryAndSwap ? Number(memoryAndSwap) : null),
        ("cpuperiod", build.Limits.Cpus is null ? null : Number(CpuPeriod)),
        ("cpuquota", build.Limits.Cpus is { } cpus ? Number((long)(cpus * CpuPeriod)) : null),
        ("rm", "1"),
        ("forcerm", "1"));

    /// <summary>The JSON of a <c>filters</c> parameter.</summary>
    public static string Filters(IReadOnlyDictionary<string, string> labels, params (string Name, string Value)[] others)
    {
        var filters = others.ToDictionary(o => o.Name, o => new[] { o.Value }, StringComparer.Ordinal);
        if (labels.Count > 0)
            filters["label"] = [.. labels.Select(l => $"{l.Key}={l.Value}")];
        return JsonSerializer.Serialize(filters, DockerJson.Default.DictionaryStringStringArray);
    }

    /// <summary>A query of the parameters that have a value.</summary>
    public static string Query(params (string Name, string? Value)[] parameters) => "?" + string.Join(
        '&',
        parameters.Where(p => p.Value is not null).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));

    static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    // "." and ".." would be folded into the path before it is sent.
    static bool IsPlain(string segment) => segment.Length > 0 && segment.Any(c => c != '.');
}
