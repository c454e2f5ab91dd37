using System.Security.Cryptography;
using System.Text;

namespace PipelineDeploy.Deploys.Routing.Haproxy;

/// <summary>A file that the configuration refers to. Its name is derived from its content: a new one never replaces one in use.</summary>
/// <param name="Name">Its name in the folder.</param>
/// <param name="Content">What is in it.</param>
sealed record HaproxyFile(string Name, string Content)
{
    const string CertificatePrefix = "certificate-";

    /// <summary>Patterns of the names of all such files.</summary>
    public static IReadOnlyList<string> Patterns { get; } = ["hosts-*.map", "https-*.map", "page-*.html", "certificates-*.list", "certificate-*.pem"];

    /// <summary>The map from host to backend.</summary>
    public static HaproxyFile Hosts(IEnumerable<Route> routes) =>
        Of("hosts", "map", routes.SelectMany(route => route.Domains.Select(domain => $"{domain} {HaproxyConfig.Backend(route.App)}\n")));

    /// <summary>The hosts whose visitors are sent to HTTPS.</summary>
    public static HaproxyFile Https(IEnumerable<Route> routes) =>
        Of("https", "map", routes.Where(route => route.RedirectsHttps).SelectMany(route => route.Certificates.Select(certificate => $"{certificate.Domain} https\n")));

    /// <summary>Which certificate is for which host.</summary>
    public static HaproxyFile Certificates(HaproxyOptions options, IEnumerable<Route> routes) =>
        Of("certificates", "list", routes.SelectMany(route => route.Certificates.Select(certificate => $"{Path.Combine(options.Directory, NameOf(certificate))} {certificate.Domain}\n")));

    /// <summary>The page of an app in maintenance.</summary>
    public static HaproxyFile Page(string message) => Of("page", "html", [MaintenancePage.Render(message)]);

    /// <summary>A certificate with its key; null when only its name is known.</summary>
    public static HaproxyFile? Certificate(RouteCertificate certificate) => certificate.Pem is { } pem ? new HaproxyFile(NameOf(certificate), pem) : null;

    /// <summary>The file of a certificate.</summary>
    public static string NameOf(RouteCertificate certificate) => $"{CertificatePrefix}{certificate.Fingerprint}.pem";

    /// <summary>What a configuration that needs a file holds: its name or, of a certificate, the fingerprint among the remembered routes.</summary>
    public static string MarkOf(string name) => name.StartsWith(CertificatePrefix, StringComparison.Ordinal) ? name[CertificatePrefix.Length..^".pem".Length] : name;

    /// <summary>Tells one content from another.</summary>
    public static string Fingerprint(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];

    // A private key is in one of them, and may turn up nowhere else.
    /// <inheritdoc />
    public override string ToString() => Name;

    static HaproxyFile Of(string kind, string extension, IEnumerable<string> parts)
    {
        var content = string.Concat(parts);
        return new HaproxyFile($"{kind}-{Fingerprint(content)}.{extension}", content);
    }
}
