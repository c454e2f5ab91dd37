using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Releases;

/// <summary>What is said of releases that cannot be used.</summary>
public static class ReleaseErrors
{
    /// <summary>A release of an app.</summary>
    /// <exception cref="UserErrorException"><c>release.notFound</c>.</exception>
    public static async Task<Release> RequireAsync(this IReleaseStore releases, string app, int number, CancellationToken cancellationToken) =>
        await releases.FindAsync(app, number, cancellationToken) ?? throw NotFound(app, number);

    static UserErrorException NotFound(string app, int number) =>
        new("release.notFound", $"{app} has no release v{number}", $"See those it has with: pdeploy releases list -a {app}");

    internal static UserErrorException ImageGone(Release release) => new(
        "release.imageGone", $"The image of {release.App} v{release.Number} is not there any more",
        "The setting keepImages says how many are kept. Deploy its source again.");
}
