using System.Globalization;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Containers;

/// <summary>What Docker does when a container ends by itself. It waits before each restart by itself: 100 ms, doubled each time up to a minute.</summary>
public static class RestartPolicy
{
    const int MostAttempts = 1000;

    /// <summary>What to use.</summary>
    public const string Hint = "Use always, unless-stopped, no, on-failure, or on-failure:<attempts>, e.g. on-failure:5.";

    /// <summary>Whether a text is one.</summary>
    public static bool IsOne(string text) => text is "always" or "unless-stopped" or "on-failure" or "no"
        || (text.StartsWith("on-failure:", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan("on-failure:".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var attempts) && attempts is >= 1 and <= MostAttempts);

    /// <summary>The text, if it is one.</summary>
    /// <exception cref="UserErrorException"><c>step.badInput</c>.</exception>
    public static string Parse(string text) =>
        IsOne(text) ? text : throw new UserErrorException("step.badInput", $"The input 'restartPolicy' is '{text}', which is no restart policy", Hint);
}
