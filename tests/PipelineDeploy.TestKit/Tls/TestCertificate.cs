using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PipelineDeploy.TestKit.Tls;

/// <summary>A certificate as a person would upload it.</summary>
/// <param name="Chain">The certificate and its authority's, as PEM.</param>
/// <param name="Key">Its private key, as PEM.</param>
/// <param name="Thumbprint">Tells it from others.</param>
public sealed record TestCertificate(string Chain, string Key, string Thumbprint)
{
    static readonly DateTimeOffset Begin = TimeProvider.System.GetUtcNow().AddDays(-10);

    /// <summary>One of an authority of the test, valid for these names, from ten days ago until in 20.</summary>
    public static TestCertificate For(params string[] names) => Issue(names, ECDsa.Create(ECCurve.NamedCurves.nistP256), Begin.AddDays(30));

    /// <summary>One that is over since yesterday.</summary>
    public static TestCertificate Expired(params string[] names) => Issue(names, ECDsa.Create(ECCurve.NamedCurves.nistP256), Begin.AddDays(9));

    /// <summary>One with an RSA key.</summary>
    public static TestCertificate Rsa(int bits, params string[] names) => Issue(names, RSA.Create(bits), Begin.AddDays(30));

    static TestCertificate Issue(string[] names, AsymmetricAlgorithm key, DateTimeOffset until)
    {
        using var own = key;
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var intermediateKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var root = Authority("CN=Test root", authorityKey).CreateSelfSigned(Begin.AddDays(-1), Begin.AddDays(60));
        using var bare = Authority("CN=Test authority", intermediateKey).Create(root, Begin.AddDays(-1), Begin.AddDays(50), [2]);
        using var intermediate = bare.CopyWithPrivateKey(intermediateKey);
        var request = key is RSA rsa
            ? new CertificateRequest($"CN={names[0]}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest($"CN={names[0]}", (ECDsa)key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
            alternatives.AddDnsName(name);
        request.CertificateExtensions.Add(alternatives.Build());
        using var certificate = request.Create(intermediate.SubjectName, X509SignatureGenerator.CreateForECDsa(intermediateKey), Begin, until, Guid.CreateVersion7().ToByteArray());
        return new TestCertificate(
            string.Join('\n', certificate.ExportCertificatePem(), intermediate.ExportCertificatePem(), root.ExportCertificatePem()), key.ExportPkcs8PrivateKeyPem(), certificate.Thumbprint);
    }

    static CertificateRequest Authority(string subject, ECDsa key)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        return request;
    }
}
