using System.Text.Json;

namespace PipelineDeploy.Deploys.Webhooks.Payloads;

/// <summary>The files that the commits of a push have changed.</summary>
static class ChangedPaths
{
    const int Most = 2000;

    static readonly string[] Kinds = ["added", "modified", "removed"];

    /// <summary>The files; null when the commits do not tell all of them.</summary>
    /// <param name="commits">The commits, as GitHub, GitLab and Gitea list them.</param>
    /// <param name="total">How many commits there are; null when that is not said.</param>
    /// <param name="most">How many the host lists at most.</param>
    public static IReadOnlyList<string>? Of(IReadOnlyList<JsonElement>? commits, long? total, int most)
    {
        if (commits is null or [] || commits.Count >= most || (total is { } count && count != commits.Count))
        {
            return null;
        }

        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var list in commits.SelectMany(commit => Kinds, (commit, kind) => commit.List(kind)))
        {
            if (list is null)
            {
                return null;
            }

            paths.UnionWith(list.Select(path => path.Text()).OfType<string>());
        }

        return paths.Count > Most ? null : [.. paths];
    }
}
