using System.Globalization;
using System.Text.Json.Nodes;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Processes;

/// <summary>One container that a version of an app runs in.</summary>
/// <param name="Process">Its process.</param>
/// <param name="Index">Which instance of it, from 1.</param>
/// <param name="Command">What it runs; null for the image's own command.</param>
/// <param name="MayOverlap">Whether it may run beside that of another version.</param>
public sealed record PlannedInstance(string Process, int Index, IReadOnlyList<string>? Command = null, bool MayOverlap = true)
{
    /// <summary>As people write it: <c>worker.1</c>.</summary>
    public string Name => NameOf(Process, Index);

    /// <summary>An instance of a process as people write it: <c>worker.1</c>.</summary>
    public static string NameOf(string process, int index) => string.Create(CultureInfo.InvariantCulture, $"{process}.{index}");
}

/// <summary>The containers of a version of an app, decided by what its files say and by the settings its run was started with.</summary>
/// <param name="Instances">In the order in which they are started: what must not run twice comes last, so that it is away for the shortest time.</param>
/// <param name="Unknown">Processes that the scale names and the app does not have.</param>
public sealed record ProcessPlan(IReadOnlyList<PlannedInstance> Instances, IReadOnlyList<string> Unknown)
{
    /// <summary>Decides it.</summary>
    /// <param name="formation">What the release keeps.</param>
    /// <param name="settings">The run's settings; one of an older version may have none of them.</param>
    /// <exception cref="UserErrorException"><c>setting.badValue</c>, <c>scale.badQuantity</c>.</exception>
    public static ProcessPlan Of(Formation formation, JsonObject? settings)
    {
        var scale = ScaleOf(settings);
        var alone = NoOverlapOf(settings);
        var instances = from process in formation.Processes
                        from index in Enumerable.Range(1, formation.QuantityOf(process.Name, scale))
                        select new PlannedInstance(process.Name, index, process.Command, !alone.Contains(process.Name));
        var unknown = scale.Quantities.Where(wanted => wanted.Value > 0 && formation.Processes.All(process => process.Name != wanted.Key)).Select(wanted => wanted.Key);
        return new ProcessPlan([.. instances.OrderByDescending(instance => instance.MayOverlap)], [.. unknown.Order(StringComparer.Ordinal)]);
    }

    /// <summary>The scale of a run's settings.</summary>
    public static ProcessScale ScaleOf(JsonObject? settings) => settings?[ProcessScale.Setting]?.ToString() is { Length: > 0 } text ? ProcessScale.Parse(text) : ProcessScale.None;

    /// <summary>The processes of a run's settings of which two versions must never run side by side.</summary>
    public static IReadOnlyList<string> NoOverlapOf(JsonObject? settings) => ProcessNames.ParseNoOverlap(settings?[ProcessNames.NoOverlap]?.ToString() ?? "");
}
