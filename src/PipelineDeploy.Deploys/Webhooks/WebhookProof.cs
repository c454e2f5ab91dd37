using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PipelineDeploy.Deploys.Webhooks;

/// <summary>Whether a request comes from somebody who knows the secret, seen before anything in its body is read.</summary>
static class WebhookProof
{
    /// <summary>What begins a secret that is written as Standard Webhooks writes it.</summary>
    public const string KeyPrefix = "whsec_";

    /// <summary>How far the time of a signature may be from ours.</summary>
    public static readonly TimeSpan Drift = TimeSpan.FromMinutes(5);

    /// <summary>Why it is not proven; null when it is.</summary>
    public static string? WhyNot(WebhookHost host, WebhookRequest request, string secret, DateTimeOffset now) => host switch
    {
        WebhookHost.Github => Hex(request, secret, "sha256=", "X-Hub-Signature-256"),
        WebhookHost.Gitea => Hex(request, secret, "", "X-Forgejo-Signature", "X-Gitea-Signature"),
        WebhookHost.Bitbucket => Hex(request, secret, "sha256=", "X-Hub-Signature"),
        WebhookHost.Gitlab => request.Header("webhook-signature") is null ? Token(request, secret) : Standard(request, secret, now),
        _ => Standard(request, secret, now),
    };

    static string? Hex(WebhookRequest request, string secret, string prefix, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (request.Header(name) is { } given)
            {
                return given.StartsWith(prefix, StringComparison.Ordinal) && IsHexOf(given[prefix.Length..], Sign(Encoding.UTF8.GetBytes(secret), request.Body)) ? null : $"{name} is not the signature of the body.";
            }
        }

        return $"It has no {names[0]}: give the host the secret.";
    }

    static bool IsHexOf(string text, byte[] signature)
    {
        var given = new byte[signature.Length];
        return text.Length == signature.Length * 2 && Convert.FromHexString(text, given, out _, out var written) == System.Buffers.OperationStatus.Done
            && written == given.Length && CryptographicOperations.FixedTimeEquals(given, signature);
    }

    // Both are hashed first, so that not even the length of the secret shows.
    static string? Token(WebhookRequest request, string secret) =>
        request.Header("X-Gitlab-Token") is not { } given ? "It has no X-Gitlab-Token and no webhook-signature: give the host the secret."
        : CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(secret))) ? null
        : "X-Gitlab-Token is not the secret.";

    static string? Standard(WebhookRequest request, string secret, DateTimeOffset now)
    {
        if (request.Header("webhook-id") is not { Length: > 0 } id || request.Header("webhook-timestamp") is not { } timestamp || request.Header("webhook-signature") is not { } signatures)
        {
            return "It lacks webhook-id, webhook-timestamp or webhook-signature.";
        }

        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return "webhook-timestamp is no number of seconds.";
        }

        // In seconds, so that no number is too large for a date.
        if (Math.Abs((decimal)now.ToUnixTimeSeconds() - seconds) > (decimal)Drift.TotalSeconds)
        {
            return "webhook-timestamp is more than 5 minutes away from the server's clock.";
        }

        var wanted = Sign(KeyOf(secret), [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. request.Body]);
        return signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(one => IsVersionOne(one, wanted)) ? null : "webhook-signature is not the signature of the body.";
    }

    static bool IsVersionOne(string text, byte[] signature)
    {
        var given = new byte[signature.Length];
        return text.StartsWith("v1,", StringComparison.Ordinal) && text.Length < 100 && Convert.TryFromBase64String(text[3..], given, out var count)
            && count == given.Length && CryptographicOperations.FixedTimeEquals(given, signature);
    }

    /// <summary>The key of a secret: what stands behind <see cref="KeyPrefix"/> is base64, anything else is taken as it is.</summary>
    internal static byte[] KeyOf(string secret)
    {
        var key = new byte[secret.Length];
        return secret.StartsWith(KeyPrefix, StringComparison.Ordinal) && Convert.TryFromBase64String(secret[KeyPrefix.Length..], key, out var count) ? key[..count] : Encoding.UTF8.GetBytes(secret);
    }

    static byte[] Sign(byte[] key, byte[] content) => HMACSHA256.HashData(key, content);
}
