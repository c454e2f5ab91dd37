using System.Globalization;

namespace PipelineDeploy.Deploys.Checks;

/// <summary>The lines a deploy prints about its checks; they read as dokku's, so that scripts which read those go on working.</summary>
public static class CheckTranscript
{
    const string Indent = "       ";
    const string Alarm = " !     ";

    /// <summary>The line after an attempt in which every check passed.</summary>
    public const string Successful = "-----> All checks successful!";

    /// <summary>The line after green stayed up for the default check.</summary>
    public const string DefaultSuccessful = "-----> Default container check successful!";

    /// <summary>The first lines: the title and what there is to warn of.</summary>
    public static IReadOnlyList<string> Opening(CheckPlan plan) =>
        ["-----> Running pre-flight checks", .. plan.Warnings.Select(warning => Alarm + Printable(warning))];

    /// <summary>The line before the wait of attempt <paramref name="number"/>, which counts from 1.</summary>
    public static string Attempt(int number, CheckPlan plan) =>
        $"-----> Attempt {number}/{plan.Attempts} Waiting for {Seconds(plan.Wait)} seconds ...";

    /// <summary>The line before the wait of the default check.</summary>
    public static string DefaultWaiting(DefaultCheck check) => $"-----> Waiting for {Seconds(check.Uptime)} seconds ...";

    /// <summary>What an attempt asked and what went wrong; <paramref name="results"/> are in the order of the plan's checks.</summary>
    public static IReadOnlyList<string> Attempted(int number, CheckPlan plan, IReadOnlyList<CheckResult> results)
    {
        List<string> lines = [Indent + "CHECKS expected result:"];
        foreach (var (check, result) in plan.Checks.Zip(results))
        {
            lines.Add($"{Indent}{Printable(check.Target)} => {Expectation(check)}");
            if (result.Note is { } note) lines.Add($"{Indent}({Printable(note)})");
        }

        var failures = plan.Checks.Zip(results).Where(pair => !pair.Second.Passed).ToList();
        if (failures.Count == 0) return lines;

        lines.Add(Alarm.TrimEnd());
        // With one check the line above has just named it, and the cause alone is what people know from curl.
        lines.AddRange(failures.Select(pair => Printable(plan.Checks.Count == 1 ? pair.Second.Cause : $"{pair.First.Target}: {pair.Second.Cause}")));
        lines.Add($"{Alarm}Check attempt {number}/{plan.Attempts} failed.");
        return lines;
    }

    /// <summary>The last line of a deploy whose checks failed; <paramref name="failedChecks"/> counts those of the last attempt.</summary>
    public static string Failed(int failedChecks) => $"Could not start due to {failedChecks} failed checks.";

    /// <summary>The container's own output between two lines that name the app.</summary>
    public static IReadOnlyList<string> ContainerOutput(string app, IEnumerable<string> output) =>
        [$"=====> {app} container output:", .. output.Select(line => Indent + line), $"=====> end {app} container output"];

    static string Expectation(Check check) => $"{(check.IsPattern ? "~ " : "")}\"{Printable(check.Expected ?? "")}\"";

    static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);

    // A line must stay one line, and no text of an app or its CHECKS may steer a terminal.
    static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
