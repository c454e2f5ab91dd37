using System.Text.Json.Nodes;

namespace PipelineDeploy.Deploys.Sources;

/// <summary>What a run is to build.</summary>
/// <param name="Id">Id of the stored archive.</param>
/// <param name="Git">Where it was fetched from; null when somebody sent it.</param>
public sealed record DeploySource(string Id, GitOrigin? Git = null)
{
    /// <summary>Writes it into the inputs of a run.</summary>
    public void AddTo(JsonObject inputs)
    {
        inputs["source"] = Id;
        if (Git is { } git)
        {
            inputs[GitOrigin.Input] = new JsonObject { ["url"] = git.Url, ["ref"] = git.Ref };
            if (git.IsNoCache)
            {
                inputs[GitOrigin.Input]!["noCache"] = true;
            }

            inputs["commit"] = git.Commit;
        }
    }
}

/// <summary>A commit of a repository.</summary>
/// <param name="Url">The repository.</param>
/// <param name="Ref">What of it was wanted.</param>
/// <param name="Commit">The commit that this was.</param>
/// <param name="IsNoCache">Whether its image is to be built without layers of earlier builds.</param>
public sealed record GitOrigin(string Url, string Ref, string Commit, bool IsNoCache = false)
{
    /// <summary>The input of a run that says where its source was fetched from.</summary>
    public const string Input = "git";

    /// <summary>Where the source of a run with these inputs was fetched from; null when somebody sent it, or it has none.</summary>
    public static GitOrigin? Of(JsonObject inputs) =>
        inputs[Input] is JsonObject git && inputs["source"] is not null && inputs["commit"] is { } commit ? new GitOrigin(git["url"]!.ToString(), git["ref"]!.ToString(), commit.ToString()) : null;

    /// <summary>Whether the image of a run with these inputs is to be built without layers of earlier builds.</summary>
    internal static bool IsNoCacheIn(JsonObject inputs) => inputs[Input]?["noCache"] is JsonValue value && value.TryGetValue<bool>(out var wanted) && wanted;
}
