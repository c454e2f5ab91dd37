using System.Globalization;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Docker;

/// <summary>What people see in <c>docker ps</c>: the names follow the slots.</summary>
public static class ContainerNames
{
    /// <summary>The candidate.</summary>
    public static string Green(string app) => $"{app}-green";

    /// <summary>The one that serves.</summary>
    public static string Blue(string app) => $"{app}-blue";

    /// <summary>The one that served before and is about to be stopped.</summary>
    public static string Retired(string app, int release) => $"{app}-retired-v{release}";

    /// <summary>One in which a step runs a command once.</summary>
    public static string OneOff(string app, long run, string step, int attempt) => string.Create(CultureInfo.InvariantCulture, $"{app}-run-{run}-{step}-{attempt}");

    /// <summary>Renames a container unless it has the name already or is gone.</summary>
    public static async Task EnsureAsync(IContainerEngine engine, StepContext context, string container, string name, CancellationToken cancellationToken)
    {
        if (await engine.FindContainerAsync(container, cancellationToken) is { } info && info.Name != name)
        {
            await context.ConfirmAsync(cancellationToken);
            await engine.RenameContainerAsync(container, name, cancellationToken);
        }
    }
}
