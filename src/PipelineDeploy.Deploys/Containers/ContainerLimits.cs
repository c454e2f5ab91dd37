using System.Globalization;

namespace PipelineDeploy.Deploys.Containers;

/// <summary>What a container may use at most; null is as much as there is.</summary>
/// <param name="MemoryBytes">Memory; what needs more is killed by the kernel.</param>
/// <param name="Cpus">Processors, also parts of one.</param>
/// <param name="Processes">Processes and threads at a time.</param>
public sealed record ContainerLimits(long? MemoryBytes = null, decimal? Cpus = null, int? Processes = null)
{
    const decimal LeastCpus = 0.01m;
    const decimal MostCpus = 1024;

    /// <summary>No limits.</summary>
    public static ContainerLimits None { get; } = new();

    /// <summary>A number of processors; null when the text is none from 0.01 to 1024.</summary>
    public static decimal? ParseCpus(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var cpus) && cpus is >= LeastCpus and <= MostCpus ? cpus : null;
}
