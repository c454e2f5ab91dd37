using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PipelineDeploy.Workflows.Definitions;

namespace PipelineDeploy.Workflows.Planning;

/// <summary>Decides whether a failed attempt is followed by another one, and when.</summary>
public static class Retries
{
    /// <summary>The moment of the next attempt; null when this failure is the step's last word.</summary>
    /// <param name="step">The step.</param>
    /// <param name="runId">Its run.</param>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="error">How it failed.</param>
    /// <param name="isRetryable">Whether the step calls that retryable.</param>
    /// <param name="now">When it failed.</param>
    public static DateTimeOffset? NextAttemptAt(StepDefinition step, long runId, int attempt, UserError error, bool isRetryable, DateTimeOffset now) =>
        step.Retry is { } retry && attempt < retry.Attempts && retry.Covers(error.Code, isRetryable)
            ? now + retry.PauseAfter(attempt, Draw(runId, step.Id, attempt))
            : null;

    // Drawn from what names the attempt, so that a driver that repeats a decision draws the same.
    static double Draw(long runId, string step, int attempt)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{runId}/{step}/{attempt}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        return BinaryPrimitives.ReadUInt32BigEndian(hash) / (double)uint.MaxValue;
    }
}
