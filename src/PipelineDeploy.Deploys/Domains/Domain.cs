using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Domains;

/// <summary>A domain of an app.</summary>
/// <param name="Name">The host name.</param>
/// <param name="Certificate">What it shows over HTTPS; null when it has none.</param>
public sealed record Domain(string Name, KeptCertificate? Certificate)
{
    /// <summary>What is said when another app has it.</summary>
    /// <param name="name">The domain.</param>
    /// <param name="owner">The app that has it.</param>
    public static UserErrorException Taken(string name, string owner) =>
        new("app.domainTaken", $"The app {owner} answers to {name} already", $"A domain belongs to one app. Take it away there first: pdeploy domains remove {name} -a {owner}");
}

/// <summary>A certificate as it is kept for one domain.</summary>
/// <param name="Chain">The certificate and those that vouch for it, as PEM.</param>
/// <param name="SealedKey">Its private key, sealed.</param>
/// <param name="SetBy">Who set it.</param>
/// <param name="SetAt">When.</param>
public sealed record KeptCertificate(string Chain, string SealedKey, string SetBy, DateTimeOffset SetAt);

/// <summary>What people may know of a certificate.</summary>
/// <param name="Subject">Who it is for, e.g. <c>CN=shop.example.com</c>.</param>
/// <param name="Issuer">Who vouches for it.</param>
/// <param name="NotBefore">Valid from here on.</param>
/// <param name="NotAfter">Valid until here.</param>
public sealed record CertificateFacts(string Subject, string Issuer, DateTimeOffset NotBefore, DateTimeOffset NotAfter)
{
    /// <summary>Those of the first certificate of a chain.</summary>
    public static CertificateFacts Of(string chain)
    {
        using var certificate = X509Certificate2.CreateFromPem(chain);
        return Of(certificate);
    }

    internal static CertificateFacts Of(X509Certificate2 certificate) =>
        new(certificate.Subject, certificate.Issuer, certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());

    /// <summary>Why browsers refuse it; null when its time is right.</summary>
    public string? ObjectionAt(DateTimeOffset now) => now >= NotAfter ? $"expired on {Day(NotAfter)}"
        : now < NotBefore ? $"is not valid before {Day(NotBefore)}"
        : null;

    static string Day(DateTimeOffset moment) => moment.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
