using PipelineDeploy.Deploys.Docker;

namespace PipelineDeploy.Deploys.Steps;

/// <summary>The port that an app listens on.</summary>
static class AppPort
{
    const int Standard = 5000;

    /// <summary>What the image exposes, else 5000.</summary>
    public static async Task<int> OfImageAsync(IContainerEngine engine, string image, CancellationToken cancellationToken) =>
        (await engine.FindImageAsync(image, cancellationToken))?.ExposedPorts is [var exposed, ..] ? exposed : Standard;
}
