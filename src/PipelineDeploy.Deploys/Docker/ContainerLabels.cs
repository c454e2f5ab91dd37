using System.Globalization;
using PipelineDeploy.Deploys.Processes;

namespace PipelineDeploy.Deploys.Docker;

/// <summary>
/// The labels our containers carry. They are the truth; names only follow them. A container without them, or with those of
/// another installation, is never touched.
/// </summary>
/// <param name="installation">The id of this installation, kept in its database.</param>
public sealed class ContainerLabels(string installation)
{
    /// <summary>The installation that started it.</summary>
    public const string Installation = "pipelinedeploy.installation";

    /// <summary>The app.</summary>
    public const string App = "pipelinedeploy.app";

    /// <summary>The run that started it.</summary>
    public const string Run = "pipelinedeploy.run";

    /// <summary>Number of its release.</summary>
    public const string Release = "pipelinedeploy.release";

    /// <summary>The slot it was started in, always <c>green</c>: labels cannot change, so which container is blue is told by the route.</summary>
    public const string Slot = "pipelinedeploy.slot";

    /// <summary>The kind of process, e.g. <c>web</c>.</summary>
    public const string Process = "pipelinedeploy.process";

    /// <summary>Which instance of the process, from 1.</summary>
    public const string Index = "pipelinedeploy.index";

    const string Green = "green";

    // Set on every container, so that no label of an image can say what it is.
    const string NoSlot = "none";

    /// <summary>On the container of a command that is run once: the step that runs it. Such a container is no process of the app.</summary>
    public const string OneOff = "pipelinedeploy.oneoff";

    /// <summary>On the container of a command that is run once: which try of the step.</summary>
    public const string Attempt = "pipelinedeploy.attempt";

    /// <summary>On an image: the app it was built for. A container takes over its image's labels, so an image carries none of the others.</summary>
    public const string Image = "pipelinedeploy.image";

    /// <summary>On an image: the installation that built it; another label than the containers', which would take it over.</summary>
    public const string ImageOwner = "pipelinedeploy.image.installation";

    /// <summary>The id of this installation.</summary>
    public string InstallationId => installation;

    /// <summary>The labels of an image that is built for an app.</summary>
    public Dictionary<string, string> ForImage(string app) => new() { [Image] = app, [ImageOwner] = installation };

    /// <summary>What finds every container of ours.</summary>
    public Dictionary<string, string> All() => new() { [Installation] = installation };

    /// <summary>What finds all containers of an app.</summary>
    public Dictionary<string, string> OfApp(string app) => new() { [Installation] = installation, [App] = app };

    /// <summary>What finds the processes of the app that a run started.</summary>
    public Dictionary<string, string> OfRun(string app, long runId) => new(OfApp(app)) { [Run] = Text(runId), [Slot] = Green };

    /// <summary>What finds the containers in which a step of a run has run its command, or runs it.</summary>
    public Dictionary<string, string> OfOneOff(string app, long runId, string step) =>
        new(OfApp(app)) { [Run] = Text(runId), [Slot] = NoSlot, [OneOff] = step };

    /// <summary>All labels of the container of a command that is run once.</summary>
    public Dictionary<string, string> ForOneOff(string app, long runId, string step, int attempt) => new(OfOneOff(app, runId, step)) { [Attempt] = Text(attempt) };

    /// <summary>All labels of a new container of a process.</summary>
    public Dictionary<string, string> ForProcess(string app, long runId, int release, string process, int index) => new(OfRun(app, runId))
    {
        [Release] = Text(release),
        [Process] = process,
        [Index] = Text(index),
    };

    /// <summary>Whether a container is one of this installation's, for that app.</summary>
    public bool IsOurs(ContainerInfo container, string app) =>
        OfApp(app).All(label => container.Labels.GetValueOrDefault(label.Key) == label.Value);

    /// <summary>Whether a container is that of a command that is run once.</summary>
    public static bool IsOneOff(ContainerInfo container) => container.Labels.GetValueOrDefault(Slot) == NoSlot;

    /// <summary>Whether a container is that of a process of an app, one that goes on.</summary>
    public static bool IsProcess(ContainerInfo container) => container.Labels.GetValueOrDefault(Slot) == Green;

    /// <summary>The process that a container of ours runs.</summary>
    public static string ProcessOf(ContainerInfo container) => container.Labels.GetValueOrDefault(Process) ?? ProcessNames.Web;

    /// <summary>Which instance of its process a container of ours is, from 1.</summary>
    public static int IndexOf(ContainerInfo container) => (int?)Number(container.Labels.GetValueOrDefault(Index)) ?? 1;

    /// <summary>The process that a container of ours runs and which instance of it, as people write it: <c>worker.1</c>.</summary>
    public static string InstanceOf(ContainerInfo container) => PlannedInstance.NameOf(ProcessOf(container), IndexOf(container));

    /// <summary>The run that started a container of ours.</summary>
    public static long? RunOf(ContainerInfo container) => Number(container.Labels.GetValueOrDefault(Run));

    /// <summary>Whether a container of ours was started by a run that came after this one.</summary>
    public static bool IsNewerThan(long runId, ContainerInfo container) => RunOf(container) > runId;

    /// <summary>The number of a container's release.</summary>
    public static int? ReleaseOf(ContainerInfo container) => (int?)Number(container.Labels.GetValueOrDefault(Release));

    static long? Number(string? text) => long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
