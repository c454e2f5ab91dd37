using System.Globalization;
using System.Text.Json.Nodes;

namespace PipelineDeploy.Deploys.Sources.Compose;

/// <summary>Reads <c>healthcheck</c> of a service: its command is what green must pass, in place of what the image says.</summary>
static class ComposeHealth
{
    // As Docker has them.
    const int Retries = 3;
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Makes <c>healthCheckCommand</c> and the settings of its attempts of it.</summary>
    public static void Read(ComposeScope scope, SourceNode node, string where)
    {
        var map = scope.Map(node, where);
        if (map["disable"] is { } disable && scope.IsTrue(disable, $"{where}.disable"))
        {
            scope.Settings["imageHealthCheck"] = "false";
            return;
        }

        foreach (var (key, line, _) in map.Entries.Where(entry => entry.Key is not ("test" or "interval" or "timeout" or "retries" or "start_period" or "disable") && !ComposeScope.IsExtension(entry.Key)))
        {
            scope.Warn(line, $"'{where}.{key}' is not taken over");
        }

        if (map["test"] is not { } test)
        {
            scope.Warn(node.Line, $"'{where}' has no test; it is not taken over");
            return;
        }

        scope.Settings["imageHealthCheck"] = "false";
        if (Command(scope, test, $"{where}.test") is { } command)
        {
            scope.Set(test, $"{where}.test", "healthCheckCommand", command);
            SetTimes(scope, map, where);
        }
    }

    static string? Command(ComposeScope scope, SourceNode test, string where)
    {
        if (test is SourceNode.Text)
        {
            return Words("/bin/sh", "-c", scope.PlainText(test, where));
        }

        string[] words = [.. scope.Items(test, where).Select(item => scope.PlainText(item, where))];
        return words switch
        {
            ["NONE"] => null,
            ["CMD", _, ..] => Words(words[1..]),
            ["CMD-SHELL", var line] => Words("/bin/sh", "-c", line),
            _ => throw scope.Bad(test.Line, $"'{where}' begins with neither CMD nor CMD-SHELL", """Write it as ["CMD", "./healthcheck"], or as one text that a shell reads."""),
        };
    }

    static void SetTimes(ComposeScope scope, SourceNode.Map map, string where)
    {
        if (map["timeout"] is { } timeout)
        {
            scope.Set(timeout, $"{where}.timeout", "checksTimeout", ComposeValues.Duration(scope.Text(timeout, $"{where}.timeout")));
        }

        if (map["interval"] is not null || map["start_period"] is not null)
        {
            var interval = Time(scope, map["interval"], $"{where}.interval") ?? Interval;
            scope.Set(map["interval"] ?? map, $"{where}.interval", "checksWait", Workflows.Duration.Format(interval));
            SetAttempts(scope, map, where, (Time(scope, map["start_period"], $"{where}.start_period") ?? TimeSpan.Zero) / (interval > TimeSpan.Zero ? interval : Interval));
        }
        else if (map["retries"] is not null)
        {
            SetAttempts(scope, map, where, 0);
        }
    }

    // Docker does not count those that fail in the start period.
    static void SetAttempts(ComposeScope scope, SourceNode.Map map, string where, double uncounted)
    {
        var retries = map["retries"] is { } said
            ? int.TryParse(scope.Text(said, $"{where}.retries"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 10_000 ? number : throw scope.Unusable(said, $"{where}.retries")
            : Retries;
        scope.Settings["checksAttempts"] = ((long)Math.Min(Math.Ceiling(uncounted), 10_000) + retries).ToString(CultureInfo.InvariantCulture);
    }

    static TimeSpan? Time(ComposeScope scope, SourceNode? node, string where) =>
        node is null ? null : ComposeValues.Time(scope.Text(node, where)) ?? throw scope.Unusable(node, where, "Write it with its unit, such as 500ms, 30s or 1m30s.");

    static string Words(params string[] words) => new JsonArray([.. words.Select(word => JsonValue.Create(word))]).ToJsonString();
}
