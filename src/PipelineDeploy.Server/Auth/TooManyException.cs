using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Auth;

/// <summary>Somebody asks too often; answered 429 with the time to wait.</summary>
/// <param name="code">The error's code.</param>
/// <param name="message">What is too often.</param>
/// <param name="wait">How long to wait.</param>
sealed class TooManyException(string code, string message, TimeSpan wait) : UserErrorException(code, message, $"Try again in {Seconds(wait)} s.")
{
    /// <summary>Whole seconds to wait, as <c>Retry-After</c> has them.</summary>
    public int RetryAfter => Seconds(wait);

    static int Seconds(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
}
