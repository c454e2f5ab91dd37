using System.Globalization;
using PipelineDeploy.Workflows.Steps;
using YamlDotNet.RepresentationModel;

namespace PipelineDeploy.Workflows.Definitions;

/// <summary>What a step says of when and how often it runs.</summary>
sealed partial class PipelineReader
{
    static readonly string[] RetryKeys = ["attempts", "delay", "backoff", "maxDelay", "jitter", "on"];
    static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);
    static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(30);

    RetryPolicy? ReadRetry(YamlMappingNode step, string stepPath)
    {
        var path = $"{stepPath}.retry";
        switch (Child(step, "retry"))
        {
            case null:
                return null;
            case YamlMappingNode map:
                RefuseUnknownKeys(map, RetryKeys, path);
                return ReadRetry(map, Number(map, "attempts", path, 2, 100, isWhole: true), path);
            case var other:
                Report(other, path, "'retry' is a map with 'attempts'");
                return null;
        }
    }

    RetryPolicy? ReadRetry(YamlMappingNode retry, decimal? attempts, string path)
    {
        if (Child(retry, "attempts") is null)
        {
            Report(retry, $"{path}.attempts", "'attempts' is missing: how many attempts in all, the first one included");
        }

        var delay = Time(retry, "delay", path, LongestPause) ?? TimeSpan.FromSeconds(1);
        var maxDelay = Time(retry, "maxDelay", path, LongestPause);
        if (maxDelay < delay)
        {
            Report(Child(retry, "maxDelay")!, $"{path}.maxDelay", "'maxDelay' is shorter than 'delay'");
        }

        var backoff = Number(retry, "backoff", path, 1, 10, isWhole: false) ?? 2;
        var jitter = Choice(retry, "jitter", path, ("full", RetryJitter.Full), ("none", RetryJitter.None));
        var minute = TimeSpan.FromMinutes(1);
        return new RetryPolicy((int)(attempts ?? 1), delay, (double)backoff, maxDelay ?? (delay > minute ? delay : minute), jitter, ReadOn(retry, path));
    }

    List<string>? ReadOn(YamlMappingNode retry, string path)
    {
        switch (Child(retry, "on"))
        {
            case null:
                return null;
            case YamlScalarNode { Value: { Length: > 0 } one }:
                return [one];
            case YamlSequenceNode { Children.Count: > 0 } list when list.Children.All(child => child is YamlScalarNode { Value.Length: > 0 }):
                return [.. list.Children.Select(child => ((YamlScalarNode)child).Value!)];
            case var other:
                Report(other, $"{path}.on", "'on' is an error's code or a list of them; one that ends in '.' means every code that begins so");
                return null;
        }
    }

    bool ReadWhen(YamlMappingNode step, IStepKind kind, string path)
    {
        if (Child(step, "when") is null || !Choice(step, "when", path, ("always", true)))
        {
            return false;
        }

        if (kind.IsPivot)
        {
            Report(Child(step, "when")!, $"{path}.when", $"'{kind.Name}' cannot run always: there is no way back from it");
        }

        return true;
    }

    FailurePolicy ReadOnFailure(YamlMappingNode step, bool runsAlways, string path)
    {
        if (runsAlways && Child(step, "onFailure") is { } node)
        {
            Report(node, $"{path}.onFailure", "the failure of a step with 'when: always' never changes how the run ends; leave 'onFailure' out");
        }

        return Choice(step, "onFailure", path, ("rollback", FailurePolicy.Rollback), ("continue", FailurePolicy.Continue), ("stop", FailurePolicy.Stop));
    }

    decimal? Number(YamlMappingNode map, string key, string path, int least, int most, bool isWhole)
    {
        if (Child(map, key) is not { } node)
        {
            return null;
        }

        if (node is YamlScalarNode scalar && decimal.TryParse(scalar.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most && (!isWhole || decimal.IsInteger(number)))
        {
            return number;
        }

        Report(node, $"{path}.{key}", string.Create(
            CultureInfo.InvariantCulture, $"'{key}' must be a {(isWhole ? "whole " : "")}number from {least} to {most}"));
        return null;
    }

    TimeSpan? Time(YamlMappingNode map, string key, string path, TimeSpan longest)
    {
        if (Child(map, key) is not { } node)
        {
            return null;
        }

        if (node is YamlScalarNode scalar && Duration.TryParse(scalar.Value, out var time) && time > TimeSpan.Zero && time <= longest)
        {
            return time;
        }

        Report(node, Join(path, key), $"'{key}' must be a length of time such as 500ms, 30s or 1m, at most {Duration.Format(longest)}");
        return null;
    }

    JoinPolicy ReadJoin(YamlMappingNode step, List<string> needs, string path)
    {
        var join = Choice(step, "join", path, ("all", JoinPolicy.All), ("any", JoinPolicy.Any));
        if (Child(step, "join") is { } node && needs.Count == 0)
        {
            Report(node, $"{path}.join", "'join' says when a step with several needs starts, and this one needs nothing");
        }

        return join;
    }

    bool ReadCompensate(YamlMappingNode step, string path) => Truth(step, "compensate", path, otherwise: true);

    T Choice<T>(YamlMappingNode map, string key, string path, params IReadOnlyList<(string Word, T Value)> choices)
    {
        var node = Child(map, key);
        foreach (var choice in choices)
        {
            if (node is YamlScalarNode scalar && scalar.Value == choice.Word)
            {
                return choice.Value;
            }
        }

        if (node is not null)
        {
            Report(node, $"{path}.{key}", $"'{key}' is one of {string.Join(", ", choices.Select(choice => choice.Word))}");
        }

        return choices[0].Value;
    }
}
