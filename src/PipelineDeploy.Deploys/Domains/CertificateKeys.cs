using PipelineDeploy.Deploys.Config;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Domains;

/// <summary>Seals the private keys of certificates in the same vault as the config of apps.</summary>
static class CertificateKeys
{
    public static string SealKey(this IConfigVault vault, string app, string domain, string key) => vault.Seal(app, NameOf(domain), key);

    /// <summary>The key; null when it cannot be read any more.</summary>
    public static string? OpenKey(this IConfigVault vault, string app, string domain, string sealedKey)
    {
        try
        {
            return vault.Open(app, NameOf(domain), sealedKey);
        }
        catch (UserErrorException)
        {
            return null;
        }
    }

    // No variable has blanks in its name, so neither can be opened as the other.
    static string NameOf(string domain) => $"private key of {domain}";
}
