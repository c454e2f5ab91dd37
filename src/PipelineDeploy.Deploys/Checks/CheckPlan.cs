using System.Globalization;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Processes;

namespace PipelineDeploy.Deploys.Checks;

/// <summary>What one process of a deploy must prove before traffic moves to it; every round must pass.</summary>
/// <param name="Source">Where it comes from, as people write it: one of the names of <see cref="CheckSources"/>.</param>
/// <param name="Rounds">Empty when nothing is asked.</param>
/// <param name="Warnings">What the run must say before it starts.</param>
public sealed record CheckPlan(string Source, IReadOnlyList<CheckRound> Rounds, IReadOnlyList<string> Warnings)
{
    /// <summary>The plan of one of several containers, whose name is told with every round.</summary>
    public CheckPlan For(string instance) =>
        this with { Rounds = [.. Rounds.Select(round => round with { Name = round.Name is { Length: > 0 } name ? $"{instance} {name}" : instance })] };

    /// <summary>Whether nothing at all is asked of green before traffic moves to it.</summary>
    public bool IsSkipped => Rounds.Count == 0;

    /// <summary>Resolves the plan. The first source that asks for something is the one that counts: CHECKS, app.json, HEALTHCHECK, the settings.</summary>
    /// <param name="file">The app's CHECKS file; null when it has none.</param>
    /// <param name="settings">Server and app settings.</param>
    /// <param name="appJson">The healthchecks of the app's <c>app.json</c>; null when it has none.</param>
    /// <param name="health">The image's <c>HEALTHCHECK</c>; null when it has none.</param>
    /// <param name="process">The process. Only its own healthchecks apply to one that is not <c>web</c>, because no request can reach it.</param>
    public static CheckPlan Resolve(
        ChecksFile? file, CheckSettings settings, AppJson? appJson = null, DockerHealthCheck? health = null, string process = ProcessNames.Web)
    {
        var applied = process == ProcessNames.Web ? file : null;
        var (source, rounds) = settings.SkipAll ? (CheckSources.None, [])
            : applied is { Checks.Count: > 0 } ? (CheckSources.Checks, [Paced(new CheckDemand.Requests(applied.Checks), applied, settings)])
            : appJson?.RoundsOf(process) is { Count: > 0 } entries ? (CheckSources.AppJson, entries)
            : process == ProcessNames.Web ? OfSettings(applied, settings, health)
            : Fallback(settings);
        return new CheckPlan(source, [.. rounds.Select(round => AsVisitorsOf(round, settings))], [.. applied?.Warnings ?? [], .. WarningsOf(applied, settings, source)]);
    }

    static (string Source, IReadOnlyList<CheckRound> Rounds) OfSettings(ChecksFile? file, CheckSettings settings, DockerHealthCheck? health) => settings switch
    {
        _ when health is not null =>
            (CheckSources.HealthCheck, [new CheckRound(new CheckDemand.DockerHealth(), TimeSpan.Zero, DockerHealthCheck.LookEvery, TimeSpan.Zero, int.MaxValue, health.LongestStart)]),
        { Command: { } command } => (CheckSources.Command, [Paced(new CheckDemand.Command(CommandWords.Split(command)), file, settings)]),
        { Path: { } path } => (CheckSources.Path, [Probing(path, settings)]),
        _ => Fallback(settings),
    };

    static (string Source, IReadOnlyList<CheckRound> Rounds) Fallback(CheckSettings settings) =>
        settings.SkipDefault ? (CheckSources.None, []) : (CheckSources.Default, [CheckRound.ForUptime(settings.DefaultWait)]);

    static CheckRound Paced(CheckDemand demand, ChecksFile? file, CheckSettings settings)
    {
        var wait = file?.Wait ?? settings.Wait;
        return new CheckRound(demand, wait, wait, file?.Timeout ?? settings.Timeout, file?.Attempts ?? settings.Attempts);
    }

    static CheckRound Probing(string path, CheckSettings settings) => new(
        new CheckDemand.Requests([Check.ForPath(path) with { OnlyOk = true }]), TimeSpan.Zero, settings.PathInterval, settings.PathTimeout, int.MaxValue, settings.PathTimeout);

    static CheckRound AsVisitorsOf(CheckRound round, CheckSettings settings) => round.Demand is CheckDemand.Requests requests
        ? round with { Demand = new CheckDemand.Requests([.. requests.Checks.Select(check => check.WithHost(settings.Host) with { IsForwardedHttps = settings.IsForwardedHttps })]) }
        : round;

    static IEnumerable<string> WarningsOf(ChecksFile? file, CheckSettings settings, string source)
    {
        if (settings.SkipAll)
            yield return "All checks are skipped (skipAllChecks): traffic is switched to a release that nothing has tested.";
        else if (file is { Checks.Count: 0 } && source == CheckSources.None)
            yield return "CHECKS has no check and the default check is skipped (skipDefaultChecks): traffic is switched to a release that nothing has tested.";
        else if (file is { Checks.Count: 0 } && source == CheckSources.Default)
            yield return string.Create(CultureInfo.InvariantCulture, $"CHECKS has no check: the default check runs instead ({settings.DefaultWait.TotalSeconds:0.###} seconds).");
        else if (file is { Checks.Count: 0 })
            yield return $"CHECKS has no check: {source} counts instead.";
    }
}

/// <summary>Where a plan may come from, by the names that people know.</summary>
public static class CheckSources
{
    /// <summary>The file CHECKS.</summary>
    public const string Checks = "CHECKS";

    /// <summary>The healthchecks of <c>app.json</c>.</summary>
    public const string AppJson = "app.json";

    /// <summary>The image's <c>HEALTHCHECK</c>.</summary>
    public const string HealthCheck = "HEALTHCHECK";

    /// <summary>The setting <c>healthCheckCommand</c>.</summary>
    public const string Command = "healthCheckCommand";

    /// <summary>The setting <c>healthCheckPath</c>.</summary>
    public const string Path = "healthCheckPath";

    /// <summary>The default check.</summary>
    public const string Default = "default";

    /// <summary>Nothing is asked.</summary>
    public const string None = "none";
}
