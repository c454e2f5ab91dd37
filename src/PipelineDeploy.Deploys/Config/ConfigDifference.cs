namespace PipelineDeploy.Deploys.Config;

/// <summary>How two environments differ; by names, never by values.</summary>
/// <param name="Added">Only in the second one.</param>
/// <param name="Removed">Only in the first one.</param>
/// <param name="Changed">In both with another value.</param>
public sealed record ConfigDifference(IReadOnlyList<string> Added, IReadOnlyList<string> Removed, IReadOnlyList<string> Changed)
{
    /// <summary>Whether they are the same.</summary>
    public bool IsEmpty => Added.Count + Removed.Count + Changed.Count == 0;

    /// <summary>What turns one into the other.</summary>
    public static ConfigDifference Of(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) => new(
        Sorted(after.Keys.Where(name => !before.ContainsKey(name))),
        Sorted(before.Keys.Where(name => !after.ContainsKey(name))),
        Sorted(after.Where(pair => before.TryGetValue(pair.Key, out var old) && old != pair.Value).Select(pair => pair.Key)));

    static List<string> Sorted(IEnumerable<string> names) => [.. names.Order(StringComparer.Ordinal)];
}
