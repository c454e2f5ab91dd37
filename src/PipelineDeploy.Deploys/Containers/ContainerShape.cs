using System.Globalization;
using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.OneOffs;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Containers;

/// <summary>What the settings of an app say of its containers, whatever its pipeline is.</summary>
/// <param name="Limits">What each may use.</param>
/// <param name="Mounts">What is shown in it.</param>
/// <param name="Networks">What it joins.</param>
/// <param name="Labels">What it carries besides ours.</param>
public sealed record ContainerShape(
    ContainerLimits Limits, IReadOnlyList<ContainerMount> Mounts, IReadOnlyList<string> Networks, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>What runs in it in place of the image's command; null for that.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>What runs in it in place of the image's entry point, and of its command unless that is named too; null for those.</summary>
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>The time from the end of a container until it is started again; zero for Docker's own.</summary>
    public TimeSpan RestartDelay { get; init; }

    /// <summary>Whether Docker carries out the image's <c>HEALTHCHECK</c>.</summary>
    public bool HasHealthCheck { get; init; } = true;

    /// <summary>Reads the settings that a run was started with.</summary>
    /// <param name="settings">They by name; a run of an older version may have none of them.</param>
    /// <param name="hostPaths">What may be mounted of the host now, whatever was allowed when the setting was made.</param>
    /// <exception cref="UserErrorException">One cannot be used.</exception>
    public static ContainerShape Of(JsonObject? settings, HostPaths hostPaths)
    {
        var mounts = ContainerMount.ParseAll(Text("volumes"));
        hostPaths.RequireAll(mounts);

        return new ContainerShape(
            new ContainerLimits(
                MemorySize.Parse(Text("memoryLimit")),
                ContainerLimits.ParseCpus(Text("cpuLimit")),
                int.TryParse(Text("processLimit"), NumberStyles.None, CultureInfo.InvariantCulture, out var processes) ? processes : null),
            mounts,
            NetworkNames.Parse(Text("networks")),
            ExtraLabels.Parse(Text("labels")))
        {
            Command = Words("command"),
            Entrypoint = Words("entrypoint"),
            RestartDelay = Duration.TryParse(Text("restartDelay"), out var delay) ? delay : TimeSpan.Zero,
            HasHealthCheck = Text("imageHealthCheck") != "false",
        };

        IReadOnlyList<string>? Words(string name) => Text(name) is { Length: > 0 } text ? CommandLine.Read(JsonValue.Create(text), $"The setting '{name}'") : null;

        string Text(string name) => settings?[name]?.ToString() ?? "";
    }
}
