using System.Globalization;

namespace PipelineDeploy.Deploys.Checks;

/// <summary>The lines a deploy prints about its checks; they read as dokku's, so that scripts which read those go on working.</summary>
/// <remarks>dokku 0.3.26 to 0.7 documents, "Example: Successful Rails Deployment", "Example: Failing Rails Deployment".</remarks>
public static class CheckTranscript
{
    const string Indent = "       ";
    const string Alarm = " !     ";

    /// <summary>The line after an attempt in which every check passed.</summary>
    public const string Successful = "-----> All checks successful!";

    /// <summary>The line after green stayed up for the default check.</summary>
    public const string DefaultSuccessful = "-----> Default container check successful!";

    /// <summary>The first lines: what will be asked, the title and what there is to warn of.</summary>
    /// <param name="plan">What will be asked.</param>
    /// <param name="instance">Of which of several containers, e.g. <c>worker.1</c>; null when there is one.</param>
    /// <remarks>Several are told as dokku since 0.5 does: "Attempting pre-flight checks (web.1)".</remarks>
    public static IReadOnlyList<string> Opening(CheckPlan plan, string? instance = null) =>
    [
        $"-----> Checks by {Printable(CheckWords.Summary(plan))}",
        instance is null ? "-----> Running pre-flight checks" : $"-----> Attempting pre-flight checks ({instance})",
        .. plan.Warnings.Select(warning => Alarm + Printable(warning)),
    ];

    /// <summary>The line after everything has passed.</summary>
    /// <param name="plan">What was asked.</param>
    /// <param name="instance">Of which of several containers; null when there is one.</param>
    public static string Passed(CheckPlan plan, string? instance = null) =>
        (plan.Source == CheckSources.Default ? DefaultSuccessful : Successful) + (instance is null ? "" : $" ({instance})");

    /// <summary>The line before the wait of attempt <paramref name="number"/>, which counts from 1.</summary>
    public static string Attempt(int number, CheckRound round) => round.Demand switch
    {
        CheckDemand.Uptime uptime => $"-----> {Named(round)}Waiting for {CheckWords.Seconds(uptime.Length)} seconds ...",
        CheckDemand.DockerHealth => $"-----> {Named(round)}Waiting for Docker to find it healthy, at most {CheckWords.Seconds(round.Within ?? TimeSpan.Zero)} seconds ...",
        _ when round.Within is { } within => $"-----> {Named(round)}Asking every {CheckWords.Seconds(round.Wait)} seconds for at most {CheckWords.Seconds(within)} seconds ...",
        _ => $"-----> {Named(round)}Attempt {number}/{round.Attempts} Waiting for {CheckWords.Seconds(number == 1 ? round.Delay : round.Wait)} seconds ...",
    };

    /// <summary>What an attempt asked and what went wrong; <paramref name="results"/> are in the order of the round's checks.</summary>
    /// <param name="number">Which attempt, from 1.</param>
    /// <param name="round">The round.</param>
    /// <param name="results">What came of it.</param>
    /// <param name="failedInAll">How many checks failed when this was the last attempt of a deploy that fails by it; null else.</param>
    public static IReadOnlyList<string> Attempted(int number, CheckRound round, IReadOnlyList<CheckResult> results, int? failedInAll = null)
    {
        var asked = round.Demand.Asked();
        List<string> lines = [Indent + Named(round) + "CHECKS expected result:"];
        foreach (var ((what, expected), result) in asked.Zip(results))
        {
            lines.Add($"{Indent}{Printable(what)} => {Printable(expected)}");
            if (result.Note is { } note) lines.Add($"{Indent}({Printable(note)})");
        }

        var failures = asked.Zip(results).Where(pair => !pair.Second.Passed).ToList();
        if (failures.Count == 0) return lines;

        lines.Add(Alarm.TrimEnd());
        // With one check the line above has just named it, and the cause alone is what people know from curl.
        lines.AddRange(failures.Select(pair => Printable(asked.Count == 1 ? pair.Second.Cause : $"{pair.First.What}: {pair.Second.Cause}")));
        if (failedInAll is { } failed) lines.Add(Failed(failed));
        lines.Add(round.Within is null
            ? $"{Alarm}{Named(round)}Check attempt {number}/{round.Attempts} failed."
            : $"{Alarm}{Named(round)}Check failed after {number.ToString(CultureInfo.InvariantCulture)} attempts.");
        return lines;
    }

    /// <summary>What the last attempt met, where attempts are many and only changes are told.</summary>
    public static string Changed(CheckRound round, string cause) => $"{Indent}{Named(round)}{Printable(cause)}";

    /// <summary>The line of a deploy whose checks failed; <paramref name="failedChecks"/> counts those of the last attempt.</summary>
    public static string Failed(int failedChecks) => $"Could not start due to {failedChecks} failed checks.";

    /// <summary>The container's own output between two lines that name the app.</summary>
    public static IReadOnlyList<string> ContainerOutput(string app, IEnumerable<string> output) =>
        [$"=====> {app} container output:", .. output.Select(line => Indent + line), $"=====> end {app} container output"];

    static string Named(CheckRound round) => round.Name is { Length: > 0 } name ? $"{Printable(name)}: " : "";

    // A line must stay one line, and no text of an app or its CHECKS may steer a terminal.
    static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
