namespace PipelineDeploy.Deploys.Routing;

/// <summary>Where people reach the router.</summary>
/// <param name="Port">The port of plain HTTP.</param>
/// <param name="Dial">Where this server itself reaches it.</param>
/// <param name="HttpsPort">The port of HTTPS; null when there is none.</param>
public sealed record PublicAddress(int Port, string Dial = "127.0.0.1", int? HttpsPort = null)
{
    /// <summary>The addresses of an app's domains, as a browser takes them: HTTPS where there is a certificate.</summary>
    public IReadOnlyList<string> UrlsOf(AppRoute route) => [.. route.Domains.Select(domain => UrlOf(route, domain))];

    /// <summary>The address of one of them.</summary>
    public string UrlOf(AppRoute route, string domain) => IsSecure(route, domain)
        ? HttpsPort == 443 ? $"https://{domain}" : $"https://{domain}:{HttpsPort}"
        : Port == 80 ? $"http://{domain}" : $"http://{domain}:{Port}";

    /// <summary>Whether the router answers to a domain by HTTPS.</summary>
    public bool IsSecure(AppRoute route, string domain) => HttpsPort is not null && route.Certificates.Any(certificate => certificate.Domain == domain);
}
