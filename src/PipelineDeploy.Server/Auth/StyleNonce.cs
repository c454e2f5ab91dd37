using System.Security.Cryptography;

namespace PipelineDeploy.Server.Auth;

/// <summary>
/// A word of one answer that only this page knows. A script of ours that makes style sheets while it runs, as the editor of pipelines does,
/// says it with them; what somebody else has smuggled in cannot.
/// </summary>
static class StyleNonce
{
    // W3C CSP 3, §7.2: at least 128 bits, drawn anew for each answer.
    const int Length = 16;

    static readonly object Key = new();

    /// <summary>Draws the one of this answer.</summary>
    public static string Draw(HttpContext context)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length));
        context.Items[Key] = nonce;
        return nonce;
    }

    /// <summary>What the policy of this answer says of it; nothing when none was drawn.</summary>
    public static string SourceOf(HttpContext context) => context.Items[Key] is string nonce ? $" 'nonce-{nonce}'" : "";
}
