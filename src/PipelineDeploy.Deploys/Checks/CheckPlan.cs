using System.Globalization;

namespace PipelineDeploy.Deploys.Checks;

/// <summary>What the settings of server and app say about checks, already resolved.</summary>
/// <param name="Wait"><c>checksWait</c>: before each attempt.</param>
/// <param name="Timeout"><c>checksTimeout</c>: for each request.</param>
/// <param name="Attempts"><c>checksAttempts</c>: in all.</param>
/// <param name="DefaultWait"><c>defaultChecksWait</c>: how long the default check watches green.</param>
/// <param name="SkipDefault"><c>skipDefaultChecks</c>.</param>
/// <param name="SkipAll"><c>skipAllChecks</c>.</param>
public sealed record CheckSettings(TimeSpan Wait, TimeSpan Timeout, int Attempts, TimeSpan DefaultWait, bool SkipDefault = false, bool SkipAll = false)
{
    /// <summary>The built-in defaults, which are dokku's.</summary>
    public static CheckSettings Default { get; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), 5, TimeSpan.FromSeconds(10));
}

/// <summary>The check of an app that defines none: green must stay running this long, without a restart.</summary>
/// <param name="Uptime">How long.</param>
public sealed record DefaultCheck(TimeSpan Uptime);

/// <summary>What one process of a deploy is checked by: <see cref="Checks"/>, or <see cref="Default"/>, or nothing when both are absent.</summary>
/// <param name="Wait">Before each attempt.</param>
/// <param name="Timeout">For each request.</param>
/// <param name="Attempts">In all.</param>
/// <param name="Checks">All must pass in one attempt; empty when the default check (or nothing) is asked.</param>
/// <param name="Default">The default check; null when there are checks, or all are skipped.</param>
/// <param name="Warnings">What the run must say before it starts.</param>
public sealed record CheckPlan(
    TimeSpan Wait, TimeSpan Timeout, int Attempts, IReadOnlyList<Check> Checks, DefaultCheck? Default, IReadOnlyList<string> Warnings)
{
    /// <summary>Whether nothing at all is asked of green before traffic moves to it.</summary>
    public bool IsSkipped => Checks.Count == 0 && Default is null;

    /// <summary>Resolves the plan: what the file says stands over the settings.</summary>
    /// <param name="file">The app's CHECKS file; null when it has none.</param>
    /// <param name="settings">Server and app settings.</param>
    /// <param name="isWeb">False for a worker, which no request can reach: CHECKS does not apply to it.</param>
    public static CheckPlan Resolve(ChecksFile? file, CheckSettings settings, bool isWeb = true)
    {
        var applied = isWeb ? file : null;
        var checks = settings.SkipAll ? [] : applied?.Checks ?? [];
        var skipsDefault = settings.SkipAll || settings.SkipDefault || checks.Count > 0;
        return new CheckPlan(
            applied?.Wait ?? settings.Wait,
            applied?.Timeout ?? settings.Timeout,
            applied?.Attempts ?? settings.Attempts,
            checks,
            skipsDefault ? null : new DefaultCheck(settings.DefaultWait),
            [.. applied?.Warnings ?? [], .. WarningsOf(applied, settings)]);
    }

    static IEnumerable<string> WarningsOf(ChecksFile? file, CheckSettings settings)
    {
        if (settings.SkipAll)
            yield return "All checks are skipped (skipAllChecks): traffic is switched to a release that nothing has tested.";
        else if (file is { Checks.Count: 0 } && settings.SkipDefault)
            yield return "CHECKS has no check and the default check is skipped (skipDefaultChecks): traffic is switched to a release that nothing has tested.";
        else if (file is { Checks.Count: 0 })
            yield return string.Create(CultureInfo.InvariantCulture, $"CHECKS has no check: the default check runs instead ({settings.DefaultWait.TotalSeconds:0.###} seconds).");
    }
}
