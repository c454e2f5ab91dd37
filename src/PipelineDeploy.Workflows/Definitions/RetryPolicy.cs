namespace PipelineDeploy.Workflows.Definitions;

/// <summary>When and how often a step that failed is tried again: <c>retry:</c>.</summary>
/// <param name="Attempts">How many attempts in all, the first one included.</param>
/// <param name="Delay">The longest pause before the second attempt.</param>
/// <param name="Backoff">How much longer each further pause may be than the one before it.</param>
/// <param name="MaxDelay">No pause is longer.</param>
/// <param name="Jitter">How much of a pause is left to chance.</param>
/// <param name="On">Error codes, or beginnings of codes that end in a dot; null for what the step calls retryable.</param>
public sealed record RetryPolicy(int Attempts, TimeSpan Delay, double Backoff, TimeSpan MaxDelay, RetryJitter Jitter, IReadOnlyList<string>? On = null)
{
    /// <summary>Whether an error is one to try again for.</summary>
    /// <param name="code">The error's code.</param>
    /// <param name="isRetryable">Whether the step calls it retryable.</param>
    public bool Covers(string code, bool isRetryable) => On is null
        ? isRetryable
        : On.Any(wanted => code == wanted || (wanted.EndsWith('.') && code.StartsWith(wanted, StringComparison.Ordinal)));

    /// <summary>The pause after a failed attempt.</summary>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="draw">What chance drew, from 0 to 1.</param>
    public TimeSpan PauseAfter(int attempt, double draw)
    {
        var longest = Math.Min(MaxDelay.TotalMilliseconds, Delay.TotalMilliseconds * Math.Pow(Backoff, attempt - 1));
        return TimeSpan.FromMilliseconds(Jitter == RetryJitter.Full ? longest * draw : longest);
    }
}

/// <summary>How much of a pause is left to chance.</summary>
public enum RetryJitter
{
    /// <summary>Anything between nothing and the whole pause, so that runs that failed together do not come back together.</summary>
    Full,

    /// <summary>Nothing: the pause is exactly as long as written.</summary>
    None,
}
