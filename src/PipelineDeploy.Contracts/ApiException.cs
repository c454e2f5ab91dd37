namespace PipelineDeploy.Contracts;

/// <summary>The server understood the request and said no.</summary>
/// <param name="problem">What it said.</param>
/// <param name="cause">What made it unreadable, when it was.</param>
public sealed class ApiException(Problem problem, Exception? cause = null) : Exception(problem.Title, cause)
{
    /// <summary>What the server said: status, stable code, message and hint.</summary>
    public Problem Problem { get; } = problem;
}
