using System.Globalization;
using System.Text.Json.Nodes;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Steps;

/// <summary>The shares of the traffic that a canary gets, one after the other.</summary>
static class CanaryWeights
{
    /// <summary>What holds without others.</summary>
    public const string Default = "10, 50, 100";

    const string Rule = "whole percents from 1 to 100, each more than the one before, such as 10, 50, 100";

    /// <summary>Reads a list, or one text with commas; a percent sign may follow each. All of the traffic comes last, unless the step says otherwise.</summary>
    /// <exception cref="UserErrorException"><c>canary.badWeights</c>.</exception>
    public static IReadOnlyList<int> Read(JsonObject inputs)
    {
        var texts = inputs.Text("weights") is null ? Default.Split(", ") : inputs.Names("weights");
        var weights = texts.Select(text => int.TryParse(text.TrimEnd('%').TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out var percent) ? percent : 0).ToList();
        return weights.Count > 0 && weights.TrueForAll(percent => percent is >= 1 and <= 100) && weights.Zip(weights.Skip(1)).All(pair => pair.First < pair.Second)
            ? weights[^1] == 100 || inputs.Text("complete") == "false" ? weights : [.. weights, 100]
            : throw new UserErrorException("canary.badWeights", $"'weights' must be {Rule}, not {string.Join(", ", texts)}", "Correct it under 'with:' in the pipeline, or the input it takes.");
    }

    /// <summary>What is wrong with the weights of a step; null when nothing is, or when they are not known yet.</summary>
    public static string? ProblemWith(JsonObject with)
    {
        try
        {
            _ = AreKnown(with) ? Read(with) : null;
            return null;
        }
        catch (UserErrorException bad)
        {
            return bad.Error.Message;
        }
    }

    /// <summary>Whether green has all of the traffic in the end; weights that are not known yet are taken to end there.</summary>
    public static bool EndWithAll(JsonObject with) => !AreKnown(with) || ProblemWith(with) is not null || Read(with)[^1] == 100;

    static bool AreKnown(JsonObject with) => with["weights"]?.ToJsonString().Contains("${{", StringComparison.Ordinal) != true;
}
