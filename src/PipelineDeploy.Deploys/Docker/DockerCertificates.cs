using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Docker;

/// <summary>Reads the PEM files that Docker's own client uses and makes TLS options of them.</summary>
static class DockerCertificates
{
    public static SslClientAuthenticationOptions Options(DockerEndpoint endpoint)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = endpoint.Host };
        if (endpoint.CertificateFolder is not { } folder)
            return options;

        options.CertificateChainPolicy = Trust(Path.Combine(folder, "ca.pem"));
        var certificate = Path.Combine(folder, "cert.pem");
        var key = Path.Combine(folder, "key.pem");
        if (File.Exists(certificate) || File.Exists(key))
            // A context is presented whenever the server asks; a plain list would be filtered by the authorities it names.
            options.ClientCertificateContext = SslStreamCertificateContext.Create(Own(certificate, key), null, offline: true);
        return options;
    }

    static X509ChainPolicy Trust(string file)
    {
        var authorities = new X509Certificate2Collection();
        Read(file, () => authorities.ImportFromPemFile(file));
        if (authorities.Count == 0)
            throw Bad(file, "holds no certificate", null);
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            // Such authorities are made by hand and publish no revocation list.
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    static X509Certificate2 Own(string certificate, string key)
    {
        X509Certificate2? own = null;
        Read(certificate, () => File.OpenRead(certificate).Dispose());
        Read(key, () => own = X509Certificate2.CreateFromPemFile(certificate, key));
        return own!;
    }

    static void Read(string file, Action read)
    {
        try
        {
            read();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Bad(file, "does not exist", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Bad(file, "cannot be read: " + e.Message, e);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw Bad(file, "is not a usable PEM file: " + e.Message, e);
        }
    }

    static UserErrorException Bad(string file, string reason, Exception? cause) => new(
        new UserError(
            "docker.badCertificate",
            $"The Docker TLS file {file} {reason}.",
            "DOCKER_CERT_PATH must be a folder with ca.pem, and with cert.pem and key.pem when the engine asks for a client certificate."),
        cause);
}
