using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Domains;

/// <summary>The private key of a certificate: RSA or ECDSA.</summary>
sealed class PrivateKey(AsymmetricAlgorithm key) : IDisposable
{
    const int LongestText = 64 * 1024;
    const string Hint = "Use PEM: -----BEGIN PRIVATE KEY-----, RSA or ECDSA, without a passphrase.";

    /// <summary>Reads PEM. What is wrong with it is told without a word of it.</summary>
    /// <exception cref="UserErrorException"><c>cert.badKey</c>.</exception>
    public static PrivateKey Read(string pem)
    {
        if (pem.Contains("ENCRYPTED", StringComparison.Ordinal))
        {
            throw new UserErrorException(
                "cert.badKey", "The private key is locked with a passphrase, which nobody is there to type", "Unlock it first: openssl pkey -in locked.pem -out key.pem");
        }

        return pem.Length <= LongestText && (Import(RSA.Create(), pem) ?? Import(ECDsa.Create(), pem)) is { } key
            ? new PrivateKey(key)
            : throw new UserErrorException("cert.badKey", "The private key cannot be read", Hint);
    }

    /// <summary>The key as PKCS#8.</summary>
    public string Pem => key.ExportPkcs8PrivateKeyPem();

    /// <summary>Whether a certificate is for this key.</summary>
    public bool IsOf(X509Certificate2 certificate) => certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo());

    /// <inheritdoc />
    public void Dispose() => key.Dispose();

    static AsymmetricAlgorithm? Import(AsymmetricAlgorithm into, string pem)
    {
        try
        {
            into.ImportFromPem(pem);
            // A public key is taken as well; only a private one can be written out.
            _ = into.ExportPkcs8PrivateKey();
            return into;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            into.Dispose();
            return null;
        }
    }
}
