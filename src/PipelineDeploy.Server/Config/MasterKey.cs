using System.Security.Cryptography;
using System.Text;

namespace PipelineDeploy.Server.Config;

/// <summary>Encrypts the keys that lie in the database: AES-256-GCM, a random nonce of 96 bits each.</summary>
/// <param name="key">256 bits.</param>
/// <remarks>NIST SP 800-38D §8.2.2.</remarks>
sealed class MasterKey(byte[] key)
{
    /// <summary>How many bytes it has.</summary>
    public const int Length = 32;

    static readonly int NonceLength = AesGcm.NonceByteSizes.MaxSize;
    static readonly int TagLength = AesGcm.TagByteSizes.MaxSize;

    /// <summary>Encrypts a text for a purpose; for another one it cannot be decrypted.</summary>
    /// <returns>Nonce, cipher text and tag in Base64.</returns>
    public string Seal(string purpose, string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var whole = new byte[NonceLength + plain.Length + TagLength];
        var (nonce, cipher, tag) = PartsOf(whole);
        RandomNumberGenerator.Fill(nonce.Span);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce.Span, plain, cipher.Span, tag.Span, Encoding.UTF8.GetBytes(purpose));
        return Convert.ToBase64String(whole);
    }

    /// <summary>Decrypts what <see cref="Seal"/> has made.</summary>
    /// <exception cref="CryptographicException">It was made with another key or for another purpose, or has been changed.</exception>
    public string Open(string purpose, string sealedText)
    {
        var whole = new byte[sealedText.Length];
        if (!Convert.TryFromBase64String(sealedText, whole, out var length) || length < NonceLength + TagLength)
        {
            throw new CryptographicException("This is nothing that a master key has encrypted.");
        }

        var (nonce, cipher, tag) = PartsOf(whole.AsMemory(0, length));
        var plain = new byte[cipher.Length];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(nonce.Span, cipher.Span, tag.Span, plain, Encoding.UTF8.GetBytes(purpose));
        return Encoding.UTF8.GetString(plain);
    }

    static (Memory<byte> Nonce, Memory<byte> Cipher, Memory<byte> Tag) PartsOf(Memory<byte> whole) => (whole[..NonceLength], whole[NonceLength..^TagLength], whole[^TagLength..]);
}
