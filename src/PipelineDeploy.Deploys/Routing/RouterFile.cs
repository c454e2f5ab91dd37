using System.Security.Cryptography;
using System.Text;

namespace PipelineDeploy.Deploys.Routing;

/// <summary>A file that a proxy's configuration refers to. Its name is derived from its content: a new one never replaces one in use.</summary>
/// <param name="Name">Its name in the folder.</param>
/// <param name="Content">What is in it.</param>
sealed record RouterFile(string Name, string Content)
{
    const string CertificatePrefix = "certificate-";

    /// <summary>Patterns of the names of all such files.</summary>
    public static IReadOnlyList<string> Patterns { get; } = ["hosts-*.map", "https-*.map", "page-*.html", "certificates-*.list", "certificate-*.pem"];

    /// <summary>The page of an app in maintenance.</summary>
    public static RouterFile Page(string message) => Of("page", "html", [MaintenancePage.Render(message)]);

    /// <summary>The pages of all apps in maintenance.</summary>
    public static IEnumerable<RouterFile> Pages(IEnumerable<Route> routes) =>
        routes.Select(route => route.Maintenance).OfType<string>().Distinct(StringComparer.Ordinal).Select(Page);

    /// <summary>The certificates of all apps, as far as more than their names is known.</summary>
    public static IEnumerable<RouterFile> Certificates(IEnumerable<Route> routes) =>
        routes.SelectMany(route => route.Certificates).Select(Certificate).OfType<RouterFile>().DistinctBy(file => file.Name, StringComparer.Ordinal);

    /// <summary>The file of a certificate.</summary>
    public static string NameOf(RouteCertificate certificate) => $"{CertificatePrefix}{certificate.Fingerprint}.pem";

    /// <summary>What a configuration that needs a file holds: its name or, of a certificate, the fingerprint among the remembered routes.</summary>
    public static string MarkOf(string name) => name.StartsWith(CertificatePrefix, StringComparison.Ordinal) ? name[CertificatePrefix.Length..^".pem".Length] : name;

    /// <summary>Tells one content from another.</summary>
    public static string Fingerprint(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];

    /// <summary>A file named by its content.</summary>
    public static RouterFile Of(string kind, string extension, IEnumerable<string> parts)
    {
        var content = string.Concat(parts);
        return new RouterFile($"{kind}-{Fingerprint(content)}.{extension}", content);
    }

    // A private key is in one of them, and may turn up nowhere else.
    /// <inheritdoc />
    public override string ToString() => Name;

    static RouterFile? Certificate(RouteCertificate certificate) => certificate.Pem is { } pem ? new RouterFile(NameOf(certificate), pem) : null;
}
