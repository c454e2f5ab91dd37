using System.Globalization;

namespace PipelineDeploy.Deploys.Docker;

/// <summary>The names that images have: <c>pipelinedeploy/&lt;app&gt;:v&lt;release&gt;</c>, and <c>:run-&lt;run&gt;</c> for the run that needs it.</summary>
public static class ImageNames
{
    /// <summary>Where an app's images are.</summary>
    public static string Repository(string app) => $"pipelinedeploy/{app}";

    /// <summary>The tag of a release.</summary>
    public static string OfRelease(int number) => string.Create(CultureInfo.InvariantCulture, $"v{number}");

    /// <summary>The tag of a run.</summary>
    public static string OfRun(long run) => string.Create(CultureInfo.InvariantCulture, $"run-{run}");
}
