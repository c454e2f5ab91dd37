using System.Diagnostics;
using System.Globalization;

namespace PipelineDeploy.Deploys.Checks;

/// <summary>Demands and plans as people are shown them.</summary>
public static class CheckWords
{
    /// <summary>What is asked and what would be right, in the order of the results.</summary>
    public static IReadOnlyList<(string What, string Expected)> Asked(this CheckDemand demand) => demand switch
    {
        CheckDemand.Requests requests => [.. requests.Checks.Select(check => (check.Target, Expectation(check)))],
        CheckDemand.Command command => [(string.Join(' ', command.Words), "exit code 0")],
        CheckDemand.Listening => [("port", "listening")],
        CheckDemand.Uptime uptime => [("uptime", $"{Seconds(uptime.Length)} seconds without a restart")],
        CheckDemand.DockerHealth => [("HEALTHCHECK", "healthy")],
        _ => throw new UnreachableException(),
    };

    /// <summary>A plan in one line, e.g. <c>CHECKS: 2 requests, 5 attempts, 5 seconds before each, 30 seconds for each request</c>.</summary>
    public static string Summary(CheckPlan plan) => plan.Rounds switch
    {
        [] => "nothing is checked",
        [var one] => $"{plan.Source}: {Summary(one)}",
        var rounds => $"{plan.Source}: {string.Join("; ", rounds.Select((round, index) => $"{NameOf(round, index)}: {Summary(round)}"))}",
    };

    /// <summary>What a round is called among several.</summary>
    internal static string NameOf(CheckRound round, int index) => round.Name is { Length: > 0 } name ? name : string.Create(CultureInfo.InvariantCulture, $"check {index + 1}");

    internal static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);

    static string Summary(CheckRound round) => (round.Demand, round.Within) switch
    {
        (CheckDemand.Uptime uptime, _) => $"it must stay running for {Seconds(uptime.Length)} seconds",
        (CheckDemand.DockerHealth, { } within) => $"it must become healthy within {Seconds(within)} seconds",
        (_, { } within) => $"{What(round.Demand)}, every {Seconds(round.Wait)} seconds for at most {Seconds(within)} seconds",
        _ => $"{What(round.Demand)}, {Count(round.Attempts, "attempt")}, {Seconds(round.Wait)} seconds {(round.Delay == round.Wait ? "before each" : "between them")}, "
            + $"{Seconds(round.Timeout)} seconds for each {(round.Demand is CheckDemand.Requests ? "request" : "try")}",
    };

    static string What(CheckDemand demand) => demand switch
    {
        CheckDemand.Requests { Checks: [{ OnlyOk: true } only] } => only.Target,
        CheckDemand.Requests requests => Count(requests.Checks.Count, "request"),
        CheckDemand.Command command => string.Join(' ', command.Words),
        _ => "something must listen on its port",
    };

    static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    static string Expectation(Check check) => check.OnlyOk ? "200" : $"{(check.IsPattern ? "~ " : "")}\"{check.Expected ?? ""}\"";
}
