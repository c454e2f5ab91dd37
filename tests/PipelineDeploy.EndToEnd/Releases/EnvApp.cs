using PipelineDeploy.EndToEnd.Stack;

namespace PipelineDeploy.EndToEnd.Releases;

/// <summary>The sample app, telling of its environment.</summary>
static class EnvApp
{
    const string Cgi = "#!/bin/sh\nprintf 'Content-Type: text/plain\\r\\n\\r\\n%s %s %s' \"$(cat /app/www/index.html)\" \"$MODE\" \"$MORE\"\n";

    /// <summary>Deploys it and waits for the end.</summary>
    public static async Task DeployEnvAsync(this DeployStack stack, string app, string version) =>
        (await stack.DeployAsync(app, stack.EnvSource(version))).State.ShouldBe("succeeded");

    /// <summary>Its source, with more files.</summary>
    public static string EnvSource(this DeployStack stack, string version, params (string Path, string Text)[] more)
    {
        var folder = stack.Source("hello", [("www/index.html", version), ("CHECKS", "WAIT=0.2\n/health ok\n"), ("www/cgi-bin/env", Cgi), .. more]);
        File.SetUnixFileMode(Path.Combine(folder, "www/cgi-bin/env"), UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        return folder;
    }

    /// <summary>The version that answers, and its variables <c>MODE</c> and <c>MORE</c>.</summary>
    public static async Task<string> AskEnvAsync(this DeployStack stack, string app) => (await Visitor.AskAsync(app, stack.RouterPort, "/cgi-bin/env")).Body;

    /// <summary>Takes away the names that runs gave to the app's images.</summary>
    public static async Task RemoveRunTagsAsync(this DeployStack stack, string app)
    {
        foreach (var tag in (await stack.Engine.ListImagesAsync(CancellationToken.None)).SelectMany(image => image.Tags).Where(tag => tag.StartsWith($"pipelinedeploy/{app}:run-", StringComparison.Ordinal)))
        {
            await stack.Engine.RemoveImageAsync(tag, CancellationToken.None);
        }
    }
}
