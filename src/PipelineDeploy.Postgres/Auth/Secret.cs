using System.Security.Cryptography;
using System.Text;

namespace PipelineDeploy.Postgres.Auth;

/// <summary>Secrets of 256 random bits, of which only the SHA-256 is kept: there is nothing to guess, so no slow hash is needed.</summary>
static class Secret
{
    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
