using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Conditions;

/// <summary>Entity tags: strong ones, of what an answer says.</summary>
/// <remarks>
/// RFC 9110 §8.8.3. Some answers tell also of what passes by itself, e.g. when a schedule fires next. Their tags have two parts,
/// <c>"set.all"</c>: all of it decides whether an answer is still the one that was seen, and the first part whether a change meets what was seen.
/// </remarks>
static class EntityTags
{
    const int Bytes = 16;
    const char Part = '.';

    /// <summary>The tag of an answer.</summary>
    /// <param name="json">The answer.</param>
    /// <param name="passing">Those of its fields, in each item when it is a list, that change without anybody changing it.</param>
    public static string Of(ReadOnlySpan<byte> json, IReadOnlyList<string> passing)
    {
        var all = Digest(json);
        return passing.Count == 0 ? $"\"{all}\"" : $"\"{Digest(Without(json, passing))}{Part}{all}\"";
    }

    /// <summary>Whether an answer is one of those that a client has, by its <c>If-None-Match</c>; what cannot be read names none.</summary>
    public static bool IsAmong(StringValues ifNoneMatch, string tag) =>
        EntityTagHeaderValue.TryParseStrictList([.. ifNoneMatch.Select(line => line ?? "")], out var seen)
        && seen.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(EntityTagHeaderValue.Parse(tag), useStrongComparison: false));

    /// <summary>Reads the tags of a header.</summary>
    /// <exception cref="UserErrorException"><c>request.badCondition</c>.</exception>
    public static IReadOnlyList<EntityTagHeaderValue> Parse(string header, StringValues lines) =>
        EntityTagHeaderValue.TryParseStrictList([.. lines.Select(line => line ?? "")], out var tags) && tags.Count > 0
            ? [.. tags]
            : throw new UserErrorException("request.badCondition", $"{header} names no ETag", $"Send {header} with the ETag as you got it, in its quotes, or with *.");

    /// <summary>Whether two strong tags are of the same, as far as people change it.</summary>
    public static bool AreOfSame(EntityTagHeaderValue seen, string now) => !seen.IsWeak && FirstOf(seen.Tag.ToString()) == FirstOf(now);

    // With what stands before it, so that a tag of one part is never the beginning of one of two.
    static string FirstOf(string tag) => tag.IndexOf(Part, StringComparison.Ordinal) is >= 0 and var end ? tag[..(end + 1)] : tag;

    static string Digest(ReadOnlySpan<byte> text) => Base64Url.EncodeToString(SHA256.HashData(text).AsSpan(0, Bytes));

    static byte[] Without(ReadOnlySpan<byte> json, IReadOnlyList<string> passing)
    {
        var node = JsonNode.Parse(json);
        foreach (var item in node is JsonArray list ? [.. list] : new[] { node })
        {
            foreach (var name in item is JsonObject ? passing : [])
            {
                item!.AsObject().Remove(name);
            }
        }

        return JsonSerializer.SerializeToUtf8Bytes(node);
    }
}
