using System.Globalization;
using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.OneOffs;

/// <summary>What a one-off command finds in its environment: what the app finds, and what the deploy is about.</summary>
/// <remarks>The names are those of the hooks: <c>APP</c>, <c>RELEASE</c>, <c>RUN</c>, <c>IMAGE</c>, and of a container <c>CONTAINER_ID</c>, <c>LISTEN_IP</c>, <c>LISTEN_PORT</c>.</remarks>
public sealed class OneOffEnvironment(IContainerEngine engine, IReleaseStore releases, IConfigVault vault)
{
    /// <summary>Makes it.</summary>
    /// <param name="context">The step.</param>
    /// <param name="image">The image.</param>
    /// <param name="release">Number of the release, whose config it gets; null without one.</param>
    /// <param name="port">The port the app listens on.</param>
    /// <param name="container">A container that the command is to reach; null for none.</param>
    /// <param name="more">What the pipeline adds; it stands above the rest.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UserErrorException"><c>container.gone</c>.</exception>
    public async Task<Dictionary<string, string>> MakeAsync(
        StepContext context, string image, string? release, int port, string? container, IReadOnlyDictionary<string, string> more, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string>(await ConfigAsync(context.Subject, release, cancellationToken), StringComparer.Ordinal)
        {
            ["PORT"] = port.ToString(CultureInfo.InvariantCulture),
            ["APP"] = context.Subject,
            ["RUN"] = context.RunId.ToString(CultureInfo.InvariantCulture),
            ["IMAGE"] = image,
        };
        if (release is not null)
        {
            environment["RELEASE"] = $"v{release}";
        }

        if (container is not null)
        {
            await AddContainerAsync(environment, container, cancellationToken);
        }

        foreach (var (name, value) in more)
        {
            environment[name] = value;
        }

        return environment;
    }

    // The config that the release keeps, as the app gets it.
    async Task<IReadOnlyDictionary<string, string>> ConfigAsync(string app, string? release, CancellationToken cancellationToken) =>
        int.TryParse(release, CultureInfo.InvariantCulture, out var number)
            ? vault.OpenAll(app, await releases.ReadConfigAsync(app, number, cancellationToken))
            : new Dictionary<string, string>();

    async Task AddContainerAsync(Dictionary<string, string> environment, string container, CancellationToken cancellationToken)
    {
        var found = await engine.FindContainerAsync(container, cancellationToken)
            ?? throw new UserErrorException("container.gone", "The container that the command is to reach was removed", "Deploy again.");
        environment["CONTAINER_ID"] = found.Id;
        // From another container the published port on the host's loopback cannot be reached.
        if (found.Address is { } address && found.PublishedPorts.Count > 0)
        {
            environment["LISTEN_IP"] = address;
            environment["LISTEN_PORT"] = found.PublishedPorts.Keys.First().ToString(CultureInfo.InvariantCulture);
        }
    }
}
