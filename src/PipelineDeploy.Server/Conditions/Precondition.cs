using Microsoft.Net.Http.Headers;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Server.Conditions;

/// <summary>What must be there for a change to be made.</summary>
/// <param name="IfMatch">One of these, or anything when it is <c>*</c>; none when nothing is said.</param>
/// <param name="IfNoneMatch">None of these, or nothing at all when it is <c>*</c>; none when nothing is said.</param>
/// <remarks>RFC 9110 §13.1.1 and §13.1.2, as they hold for changes.</remarks>
sealed record Precondition(IReadOnlyList<EntityTagHeaderValue> IfMatch, IReadOnlyList<EntityTagHeaderValue> IfNoneMatch)
{
    /// <summary>The condition of a request; null when it has none.</summary>
    /// <exception cref="UserErrorException"><c>request.badCondition</c>.</exception>
    public static Precondition? Of(IHeaderDictionary headers) => headers.IfMatch.Count == 0 && headers.IfNoneMatch.Count == 0 ? null : new(
        headers.IfMatch.Count == 0 ? [] : EntityTags.Parse("If-Match", headers.IfMatch),
        headers.IfNoneMatch.Count == 0 ? [] : EntityTags.Parse("If-None-Match", headers.IfNoneMatch));

    /// <summary>Whether it holds.</summary>
    /// <param name="now">The tag of what is there; null when nothing is.</param>
    public bool IsMetBy(string? now) => (IfMatch.Count == 0 || IfMatch.Any(seen => Meets(seen, now))) && !IfNoneMatch.Any(seen => Meets(seen, now));

    static bool Meets(EntityTagHeaderValue seen, string? now) => now is not null && (seen.Equals(EntityTagHeaderValue.Any) || EntityTags.AreOfSame(seen, now));
}
