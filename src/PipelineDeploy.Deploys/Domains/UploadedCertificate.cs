using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Domains;

/// <summary>A certificate and its key as somebody hands them in; everything that browsers or the router would trip over is refused here.</summary>
/// <remarks>The router reads all certificates at once: one that it does not take would keep those of all other apps from it.</remarks>
/// <param name="Chain">The certificate first, then those that vouch for it, as PEM of our own writing.</param>
/// <param name="Key">Its private key, as PEM of our own writing.</param>
/// <param name="Facts">What people may know of it.</param>
public sealed record UploadedCertificate(string Chain, string Key, CertificateFacts Facts)
{
    const int LongestText = 64 * 1024;
    const int MostCertificates = 10;
    const int LeastRsaBits = 2048;

    static readonly string[] Curves = ["1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35"];

    // MD5 and SHA-1 with RSA, DSA and ECDSA: OpenSSL refuses to serve them.
    static readonly string[] BrokenSignatures = ["1.2.840.113549.1.1.4", "1.2.840.113549.1.1.5", "1.2.840.10040.4.3", "1.2.840.10045.4.1"];

    /// <summary>Reads a chain and a key, in any order of the chain; a root in it is left out, for every browser has its own.</summary>
    /// <param name="chain">One or more certificates as PEM.</param>
    /// <param name="key">The private key as PEM, without a passphrase.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="UserErrorException"><c>cert.badChain</c>, <c>cert.badKey</c>, <c>cert.keyMismatch</c>, <c>cert.expired</c>, <c>cert.tooWeak</c>.</exception>
    public static UploadedCertificate Read(string chain, string key, DateTimeOffset now)
    {
        using var certificates = new Disposables(CertificatesIn(chain));
        using var pair = PrivateKey.Read(key);
        var own = certificates.All.FirstOrDefault(pair.IsOf)
            ?? throw Refused("cert.keyMismatch", "The private key belongs to none of the certificates", "Upload the key that the certificate was asked for with.");
        var ordered = Ordered(own, certificates.All);
        foreach (var one in ordered)
        {
            RefuseWeak(one);
        }

        RefuseUnreadableNames(own);
        var facts = CertificateFacts.Of(own);
        return facts.ObjectionAt(now) is { } objection
            ? throw Refused("cert.expired", $"The certificate for {own.Subject} {objection}", "Upload one that is valid now.")
            : new UploadedCertificate(string.Concat(ordered.Select(one => one.ExportCertificatePem() + "\n")), pair.Pem + "\n", facts);
    }

    /// <summary>Whether browsers take it for that domain.</summary>
    public bool Covers(string domain)
    {
        using var certificate = X509Certificate2.CreateFromPem(Chain);
        return certificate.MatchesHostname(domain, allowWildcards: true, allowCommonName: false);
    }

    /// <summary>The names it is for, as people read them.</summary>
    public string NamesToTell()
    {
        using var certificate = X509Certificate2.CreateFromPem(Chain);
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(extension => extension.EnumerateDnsNames()).ToList();
        return names.Count == 0 ? "no name at all (browsers look at its subjectAltName only)" : string.Join(", ", names);
    }

    /// <inheritdoc />
    public override string ToString() => $"certificate of {Facts.Subject}";

    static X509Certificate2Collection CertificatesIn(string text)
    {
        const string Hint = "Use PEM: -----BEGIN CERTIFICATE-----, your certificate first, then those of its authority (fullchain.pem).";
        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPem(text.Length <= LongestText ? text : throw Refused("cert.badChain", $"The certificate has {text.Length} characters", Hint));
        }
        catch (CryptographicException e)
        {
            throw Refused("cert.badChain", $"The certificate cannot be read: {e.Message.TrimEnd('.')}", Hint);
        }

        return found.Count is > 0 and <= MostCertificates
            ? found
            : throw Refused("cert.badChain", found.Count == 0 ? "There is no certificate in what was uploaded" : $"There are {found.Count} certificates in what was uploaded", Hint);
    }

    static List<X509Certificate2> Ordered(X509Certificate2 own, IReadOnlyList<X509Certificate2> all)
    {
        List<X509Certificate2> ordered = [own];
        var left = all.Where(one => one != own && one.Thumbprint != own.Thumbprint).DistinctBy(one => one.Thumbprint, StringComparer.Ordinal).ToList();
        while (left.Find(one => IsIssuer(one, ordered[^1])) is { } next)
        {
            left.Remove(next);
            ordered.Add(next);
        }

        return left.Count == 0
            ? [.. ordered.Where(one => one == own || !IsIssuer(one, one))]
            : throw Refused("cert.badChain", $"The certificate of {left[0].Subject} does not vouch for {ordered[^1].Subject}", "Upload your certificate and the chain of its authority, nothing else.");
    }

    static bool IsIssuer(X509Certificate2 issuer, X509Certificate2 issued) => issuer.SubjectName.RawData.AsSpan().SequenceEqual(issued.IssuerName.RawData);

    static void RefuseWeak(X509Certificate2 one)
    {
        using var rsa = one.GetRSAPublicKey();
        using var ec = one.GetECDsaPublicKey();
        var weakness = rsa is { KeySize: < LeastRsaBits } ? $"its RSA key has {rsa.KeySize} bits"
            : ec is not null && !IsKnown(ec.ExportParameters(includePrivateParameters: false).Curve) ? "its key is on a curve that browsers do not know"
            : rsa is null && ec is null ? "its key is neither RSA nor ECDSA"
            : BrokenSignatures.Contains(one.SignatureAlgorithm.Value) && !IsIssuer(one, one) ? $"it is signed with {one.SignatureAlgorithm.FriendlyName}"
            : null;
        if (weakness is not null)
        {
            throw Refused(
                "cert.tooWeak", $"The certificate of {one.Subject} cannot be used: {weakness}", $"Use RSA of at least {LeastRsaBits} bits or ECDSA on P-256, P-384 or P-521, signed with SHA-256.");
        }
    }

    static bool IsKnown(ECCurve curve) => curve.IsNamed && Curves.Contains(curve.Oid.Value);

    static void RefuseUnreadableNames(X509Certificate2 own)
    {
        try
        {
            own.MatchesHostname("localhost", allowWildcards: true, allowCommonName: false);
        }
        catch (CryptographicException e)
        {
            throw Refused("cert.badChain", $"The names in the certificate cannot be read: {e.Message.TrimEnd('.')}", "Ask its authority for another one.");
        }
    }

    static UserErrorException Refused(string code, string message, string hint) => new(code, message, hint);

    sealed class Disposables(X509Certificate2Collection all) : IDisposable
    {
        public IReadOnlyList<X509Certificate2> All { get; } = [.. all];

        public void Dispose()
        {
            foreach (var one in All)
            {
                one.Dispose();
            }
        }
    }
}
