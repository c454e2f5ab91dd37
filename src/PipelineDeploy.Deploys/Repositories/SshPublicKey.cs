using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Repositories;

/// <summary>A public key of SSH.</summary>
/// <param name="Text">Its kind and its bytes in base64, as OpenSSH writes them, without a comment.</param>
/// <param name="Fingerprint">Its SHA-256 as OpenSSH shows it, <c>SHA256:…</c>.</param>
/// <param name="Comment">What stood behind it; null for nothing that is fit for a name.</param>
public sealed partial record SshPublicKey(string Text, string Fingerprint, string? Comment)
{
    const int Longest = 16 * 1024;
    const string Hint = "Send the file that ends in .pub, e.g. ~/.ssh/id_ed25519.pub; ssh-keygen -t ed25519 makes one.";

    static readonly string[] Kinds =
    [
        "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa", "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
    ];

    /// <summary>Reads one line of a <c>.pub</c> file.</summary>
    /// <remarks>sshd(8), "AUTHORIZED_KEYS FILE FORMAT", without options; RFC 4253 §6.6: the bytes begin with the kind once more.</remarks>
    /// <exception cref="UserErrorException"><c>ssh.privateKey</c> or <c>ssh.badKey</c>; what was given is not repeated.</exception>
    public static SshPublicKey Parse(string text)
    {
        if (text.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            throw new UserErrorException("ssh.privateKey", "That is a private key, which should never leave your machine", Hint);
        }

        var line = text.Trim();
        if (line.Length > Longest || line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries) is not [var kind, var base64, ..] parts || !Kinds.Contains(kind)
            || line.Any(char.IsControl) || !IsOf(kind, base64, out var bytes))
        {
            throw new UserErrorException("ssh.badKey", "That is no public key of SSH", Hint);
        }

        var fingerprint = $"SHA256:{Convert.ToBase64String(SHA256.HashData(bytes)).TrimEnd('=')}";
        return new SshPublicKey($"{kind} {Convert.ToBase64String(bytes)}", fingerprint, parts is [_, _, var comment] && IsName(comment) ? comment : null);
    }

    /// <summary>Whether a text is fit for the name of a key: it stands in a file where a line break or a quote would mean something.</summary>
    public static bool IsName(string text) => Name().IsMatch(text);

    static bool IsOf(string kind, string base64, out byte[] bytes)
    {
        bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var count) || count < 4)
        {
            return false;
        }

        bytes = bytes[..count];
        var length = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        return length < count - 4 && Encoding.ASCII.GetString(bytes, 4, (int)length) == kind;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9@._+-]{0,99}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}
