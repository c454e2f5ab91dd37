namespace PipelineDeploy.Deploys.Checks;

/// <summary>Ends a check with the sentence that a person is shown; it never leaves <see cref="HttpChecker"/>.</summary>
sealed class CheckFailedException(string cause, Exception? inner = null) : Exception(cause, inner);
