using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Ports;

namespace PipelineDeploy.Deploys.Checks;

/// <summary>One attempt of an app's checks at what serves now.</summary>
/// <param name="Plan">What was asked.</param>
/// <param name="Release">Number of the release that serves.</param>
/// <param name="Container">Name of the container that was asked.</param>
/// <param name="Attempts">What came of it, by round.</param>
public sealed record TrialResult(CheckPlan Plan, int Release, string Container, IReadOnlyList<CheckAttempt> Attempts)
{
    /// <summary>Whether everything passed.</summary>
    public bool IsPassed => Attempts.All(attempt => attempt.Checks.All(check => check.Passed));
}

/// <summary>Tries an app's checks at what serves now, without a deploy; it changes nothing.</summary>
public sealed class ChecksTrial(IContainerEngine engine, IRouteStore routes, IRunStore runs, ISettingStore settings, CheckRunner runner)
{
    // Somebody waits for the answer.
    static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(60);

    /// <summary>Makes one attempt of every round, side by side and without their waits.</summary>
    /// <param name="app">The app.</param>
    /// <param name="checks">Text of a CHECKS file to try in place of the one that was deployed; null for that one.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="UserErrorException"><c>checks.nothingServes</c>; a mistake in <paramref name="checks"/>.</exception>
    public async Task<TrialResult> RunAsync(string app, string? checks, CancellationToken cancellationToken)
    {
        var given = checks is null ? null : ChecksFile.Parse(checks);
        var serving = (await routes.FindAsync(app, cancellationToken))?.Blue
            ?? throw Nothing($"Nothing of {app} serves", $"Deploy it with: pdeploy deploy -a {app}");
        var container = await engine.FindContainerAsync(serving.Container, cancellationToken)
            ?? throw Nothing($"The container of {app} v{serving.Release} is gone", $"See: pdeploy status -a {app}");

        var built = await BuiltAsync(serving.RunId, cancellationToken);
        var plan = CheckPlan.Resolve(
            given ?? (Text(built, "checks") is { } file ? ChecksFile.Parse(file) : null),
            CheckSettings.Of(await settings.ReadAsync(app, cancellationToken)),
            Text(built, "healthchecks") is { } healthchecks ? AppJson.Parse(healthchecks) : null,
            container.HealthCheck);
        var attempts = await Task.WhenAll(plan.Rounds.Select(round => TryAsync(round, container, cancellationToken)));
        return new TrialResult(plan, serving.Release, container.Name, attempts);
    }

    async Task<CheckAttempt> TryAsync(CheckRound round, ContainerInfo container, CancellationToken cancellationToken)
    {
        var at = runner.Now;
        var timeout = round.Timeout < LongestTry ? round.Timeout : LongestTry;
        return CheckAttempt.Of(round, 1, at, await runner.AttemptAsync(round, container, timeout, cancellationToken));
    }

    /// <summary>What the build of a run has made; null when the run is no longer known, or built nothing.</summary>
    async Task<JsonObject?> BuiltAsync(long runId, CancellationToken cancellationToken) =>
        (await runs.ReadStepsAsync(runId, cancellationToken)).Select(step => step.Output).LastOrDefault(output => output is not null && output.ContainsKey("checks"));

    static string? Text(JsonObject? output, string name) => output?[name]?.GetValue<string>();

    static UserErrorException Nothing(string message, string hint) => new("checks.nothingServes", message, hint);
}
