using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PipelineDeploy.Deploys.Tests.Docker;

/// <summary>An authority made for one test, a server certificate of it, and a folder with what a Docker client needs.</summary>
sealed class TestCertificates : IDisposable
{
    static readonly DateTimeOffset begin = TimeProvider.System.GetUtcNow().AddDays(-1);

    readonly X509Certificate2 authority;
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pdt-tls-");

    public TestCertificates(string serverName = "127.0.0.1")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=pdt authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        authority = request.CreateSelfSigned(begin, begin.AddDays(3));

        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(serverName, out var address))
            names.AddIpAddress(address);
        else
            names.AddDnsName(serverName);
        Server = Issue("CN=pdt engine", "1.3.6.1.5.5.7.3.1", 1, names.Build());

        using var client = Issue("CN=pdt client", "1.3.6.1.5.5.7.3.2", 2);
        Write("ca.pem", authority.ExportCertificatePem());
        Write("cert.pem", client.ExportCertificatePem());
        Write("key.pem", client.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    public string Folder => folder.FullName;

    public X509Certificate2 Server { get; }

    public X509ChainPolicy Trust()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(authority);
        return policy;
    }

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text);

    public void Remove(string name) => File.Delete(Path.Combine(Folder, name));

    public void Dispose()
    {
        folder.Delete(recursive: true);
        Server.Dispose();
        authority.Dispose();
    }

    X509Certificate2 Issue(string subject, string usage, byte serial, X509Extension? names = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        if (names is not null)
            request.CertificateExtensions.Add(names);
        using var bare = request.Create(authority, begin, begin.AddDays(2), [serial]);
        return bare.CopyWithPrivateKey(key);
    }
}
