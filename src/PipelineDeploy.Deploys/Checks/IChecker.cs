namespace PipelineDeploy.Deploys.Checks;

/// <summary>The seam between a deploy and the app that it checks.</summary>
public interface IChecker
{
    /// <summary>Runs one check once; everything that goes wrong is in the result, only cancellation is thrown.</summary>
    /// <param name="check">What to ask for and to expect.</param>
    /// <param name="host">Where the container's port is published, e.g. 127.0.0.1; nothing else is ever dialled.</param>
    /// <param name="port">The published port.</param>
    /// <param name="timeout">For the whole check, redirects and body included; more than a day counts as a day.</param>
    /// <param name="forwardedHttps">Send <c>X-Forwarded-Proto: https</c>, as the router does for an app with a certificate.</param>
    /// <param name="cancellationToken">Ends the check by throwing.</param>
    Task<CheckResult> RunAsync(Check check, string host, int port, TimeSpan timeout, bool forwardedHttps, CancellationToken cancellationToken);

    /// <summary>Looks whether something listens on the port, without asking it anything; only cancellation is thrown.</summary>
    /// <param name="host">Where the container's port is published.</param>
    /// <param name="port">The published port.</param>
    /// <param name="timeout">For the connection.</param>
    /// <param name="cancellationToken">Ends the check by throwing.</param>
    Task<CheckResult> ListenAsync(string host, int port, TimeSpan timeout, CancellationToken cancellationToken);
}
