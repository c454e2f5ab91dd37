using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Idempotency;

/// <summary>An answer as it was given.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Headers">Those of its headers that belong to what it says.</param>
/// <param name="Body">Its body.</param>
sealed record KeptAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    static readonly string[] Kept = ["Location", "ETag", "Content-Type", "Cache-Control"];

    /// <summary>What a response says so far.</summary>
    public static KeptAnswer Of(HttpResponse response, byte[] body) => new(
        response.StatusCode,
        Kept.Where(response.Headers.ContainsKey).ToDictionary(name => name, name => response.Headers[name].ToString()),
        body);

    /// <summary>Gives the answer once more.</summary>
    public async Task WriteAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.StatusCode = Status;
        foreach (var (name, value) in Headers)
        {
            response.Headers[name] = value;
        }

        if (Body.Length > 0)
        {
            await response.Body.WriteAsync(Body, cancellationToken);
        }
    }
}

/// <summary>Seals answers, because some hold a secret: a new token is told once.</summary>
sealed class AnswerSeal(IDataProtectionProvider protection)
{
    const string Purpose = "idempotent answer";

    /// <summary>Seals an answer for its scope only.</summary>
    public string Seal(byte[] scope, KeptAnswer answer) => ProtectorOf(scope).Protect(JsonSerializer.Serialize(answer));

    /// <summary>Opens what <see cref="Seal"/> made.</summary>
    /// <exception cref="UserErrorException"><c>idempotency.unreadable</c>.</exception>
    public KeptAnswer Open(byte[] scope, string sealedAnswer)
    {
        try
        {
            return JsonSerializer.Deserialize<KeptAnswer>(ProtectorOf(scope).Unprotect(sealedAnswer))!;
        }
        catch (CryptographicException)
        {
            throw new UserErrorException(
                "idempotency.unreadable", "This was done already, and what it was answered was encrypted with keys that the server has no more", "Look at what is there before you ask with another key.");
        }
    }

    IDataProtector ProtectorOf(byte[] scope) => protection.CreateProtector(Purpose, Convert.ToHexStringLower(scope));
}
