using System.Globalization;
using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Sources;

/// <summary>What a build may use: whoever deploys writes its commands, and what serves runs beside it.</summary>
/// <param name="Use">Of each of its containers.</param>
/// <param name="Longest">How long it may take; null for any time.</param>
public sealed record BuildLimits(ContainerLimits Use, TimeSpan? Longest)
{
    /// <summary>The setting of its memory.</summary>
    public const string Memory = "buildMemory";

    /// <summary>The setting of its processors.</summary>
    public const string Cpus = "buildCpus";

    /// <summary>The setting of its processes.</summary>
    public const string Processes = "buildProcesses";

    /// <summary>The setting of its time.</summary>
    public const string Time = "buildTimeout";

    // 128 and SIGKILL.
    const string Killed = "returned a non-zero code: 137";

    // What a timer can wait.
    static readonly TimeSpan Most = TimeSpan.FromDays(30);

    /// <summary>Reads the settings that a run was started with; one that an older version has started has none.</summary>
    public static BuildLimits Of(JsonObject? settings)
    {
        return new BuildLimits(
            new ContainerLimits(
                MemorySize.Parse(Text(Memory)),
                ContainerLimits.ParseCpus(Text(Cpus)),
                int.TryParse(Text(Processes), NumberStyles.None, CultureInfo.InvariantCulture, out var processes) ? processes : null),
            Duration.TryParse(Text(Time), out var longest) && longest > TimeSpan.Zero ? longest < Most ? longest : Most : null);

        string Text(string name) => settings?[name]?.ToString() ?? "";
    }

    /// <summary>Builds within them.</summary>
    /// <returns>The image's id.</returns>
    /// <exception cref="UserErrorException"><c>build.tooLong</c>, <c>build.killed</c>.</exception>
    public async Task<string> BuildAsync(IContainerEngine engine, ImageBuild build, Action<string> onOutput, TimeProvider time, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Longest ?? Timeout.InfiniteTimeSpan, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await engine.BuildImageAsync(build with { Limits = Use }, onOutput, both.Token);
        }
        catch (OperationCanceledException e) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new UserErrorException(
                new UserError("build.tooLong", $"The build was stopped after {Duration.Format(Longest!.Value)}", $"Look at its last line for what it waited for, or give it more time: pdeploy settings set {Time}=2h"), e);
        }
        catch (ContainerEngineException e) when (Use.MemoryBytes is { } bytes && e.Message.EndsWith(Killed, StringComparison.Ordinal))
        {
            throw new UserErrorException(
                new UserError("build.killed", $"{e.Message}: it was killed, as happens when it needs more memory than the {bytes >> 20} MiB of {Memory}", $"Let it need less, or give it more: pdeploy settings set {Memory}=8g"), e);
        }
    }
}
