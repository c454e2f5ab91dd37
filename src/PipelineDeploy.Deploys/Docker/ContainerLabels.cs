using System.Globalization;

namespace PipelineDeploy.Deploys.Docker;

/// <summary>The labels our containers carry. They are the truth; names only follow them. A container without them is never touched.</summary>
public static class ContainerLabels
{
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

    /// <summary>On an image: the app it was built for.</summary>
    public const string Image = "pipelinedeploy.image";

    /// <summary>What finds all containers of an app.</summary>
    public static Dictionary<string, string> OfApp(string app) => new() { [App] = app };

    /// <summary>What finds the containers that a run started.</summary>
    public static Dictionary<string, string> OfRun(string app, long runId) => new() { [App] = app, [Run] = Text(runId) };

    /// <summary>All labels of a new web container.</summary>
    public static Dictionary<string, string> ForWeb(string app, long runId, int release) => new()
    {
        [App] = app,
        [Run] = Text(runId),
        [Release] = Text(release),
        [Slot] = "green",
        [Process] = "web",
        [Index] = "1",
    };

    /// <summary>The run that started a container of ours.</summary>
    public static long? RunOf(ContainerInfo container) => Number(container.Labels.GetValueOrDefault(Run));

    /// <summary>The number of a container's release.</summary>
    public static int? ReleaseOf(ContainerInfo container) => (int?)Number(container.Labels.GetValueOrDefault(Release));

    static long? Number(string? text) => long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
