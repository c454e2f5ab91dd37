namespace PipelineDeploy.Deploys.Routing;

/// <summary>Where people reach the router.</summary>
/// <param name="Port">The port of plain HTTP.</param>
/// <param name="Dial">Where this server itself reaches it.</param>
public sealed record PublicAddress(int Port, string Dial = "127.0.0.1")
{
    /// <summary>The addresses of an app's domains, as a browser takes them.</summary>
    public IReadOnlyList<string> UrlsOf(IEnumerable<string> domains) =>
        [.. domains.Select(domain => Port == 80 ? $"http://{domain}" : $"http://{domain}:{Port}")];
}
