using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;
using PipelineDeploy.Postgres.Auth;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Idempotency;

/// <summary>What clients mark requests with that are to be done once.</summary>
/// <remarks>draft-ietf-httpapi-idempotency-key-header-07.</remarks>
static class IdempotencyKey
{
    /// <summary>The header it is in.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>Says of an answer that an earlier request got it.</summary>
    public const string ReplayedHeader = "Idempotent-Replayed";

    /// <summary>Most characters that a key has.</summary>
    public const int Longest = 200;

    /// <summary>The key of a request; null for none.</summary>
    /// <exception cref="FieldErrorsException"><c>request.badKey</c>.</exception>
    public static string? Of(HttpRequest request) => request.Headers.TryGetValue(Header, out var sent) ? Parse(sent) : null;

    /// <summary>Reads a key, with or without the quotes that the draft writes around it.</summary>
    /// <exception cref="FieldErrorsException"><c>request.badKey</c>.</exception>
    public static string Parse(StringValues sent)
    {
        var text = sent.Count == 1 ? sent[0] ?? "" : "";
        var key = text is ['"', .. var quoted, '"'] ? quoted : text;
        var wrong = sent.Count > 1 ? "is there more than once"
            : key.Length == 0 ? "is empty"
            : key.Length > Longest ? string.Create(CultureInfo.InvariantCulture, $"is {key.Length} characters long")
            : key.All(sign => sign is > ' ' and < '\x7f') ? null
            : "has a character that is not visible ASCII";
        return wrong is null ? key : throw new FieldErrorsException(
            new UserError("request.badKey", $"{Header} {wrong}", $"Send 1 to {Longest} visible ASCII characters, e.g. a UUID."),
            new Dictionary<string, IReadOnlyList<string>> { [Header] = [wrong] });
    }

    /// <summary>What a key holds for: one caller, one method, one path.</summary>
    // By token before user: what one token was answered is not for another one of the same user, which may be allowed less.
    public static byte[] ScopeOf(Caller caller, HttpRequest request, string key)
    {
        var who = caller.TokenId is { } token ? $"token {token}" : $"user {caller.UserId}";
        // The path stands last: only it may hold a line's end.
        return SHA256.HashData(Encoding.UTF8.GetBytes($"{who}\n{request.Method}\n{key}\n{request.PathBase}{request.Path}"));
    }

    /// <summary>What tells one request from another: query and body. The body can be read again afterwards.</summary>
    public static async Task<byte[]> FingerprintOf(HttpRequest request, CancellationToken cancellationToken)
    {
        // In memory, where its handler has it, too: on disk it might leave a secret behind.
        request.EnableBuffering(bufferThreshold: int.MaxValue);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.QueryString}\n"));
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.AppendData(buffer, 0, read);
        }

        request.Body.Position = 0;
        return hash.GetHashAndReset();
    }
}
