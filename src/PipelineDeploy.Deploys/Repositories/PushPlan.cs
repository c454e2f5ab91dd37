using PipelineDeploy.Deploys.Sources.Git;
using PipelineDeploy.Workflows;

namespace PipelineDeploy.Deploys.Repositories;

/// <summary>What a push does: at most one of its refs deploys, the others are kept.</summary>
/// <param name="Deploy">The branch that deploys; null when none of them does.</param>
/// <param name="Lines">What is said of the others.</param>
public sealed record PushPlan(PushedRef? Deploy, IReadOnlyList<string> Lines)
{
    /// <summary>Decides.</summary>
    /// <param name="app">The app.</param>
    /// <param name="refs">The refs of the push.</param>
    /// <param name="names">The names of the setting <c>deployBranch</c>.</param>
    /// <param name="branches">The branches that the repository has already.</param>
    /// <exception cref="UserErrorException"><c>push.badRef</c> or <c>push.deletesDeployBranch</c>; nothing of the push is kept.</exception>
    public static PushPlan Of(string app, IReadOnlyList<PushedRef> refs, IReadOnlyList<string> names, IReadOnlySet<string> branches)
    {
        if (refs.FirstOrDefault(one => (one.Branch ?? one.Tag) is not { } name || !GitRef.IsOne(name)) is { } odd)
        {
            throw new UserErrorException("push.badRef", $"'{odd.Name}' is no branch and no tag that is kept here", "Push branches and tags with plain names, e.g. git push <remote> main");
        }

        var there = branches.Concat(refs.Where(one => !one.IsDeletion).Select(one => one.Branch).OfType<string>()).ToHashSet(StringComparer.Ordinal);
        var deploying = DeployBranches.Choose(names, there);
        if (refs.Any(one => one.IsDeletion && one.Branch == deploying))
        {
            throw new UserErrorException(
                "push.deletesDeployBranch", $"{deploying} is the branch that deploys {app}, so it is not deleted", $"Let another one deploy first: pdeploy settings set {DeployBranches.Setting}=<branch> -a {app}");
        }

        var deploy = refs.FirstOrDefault(one => one.Branch == deploying);
        return new PushPlan(deploy, [.. refs.Where(one => one != deploy).SelectMany(one => Say(app, one, deploying, isAlone: deploy is null))]);
    }

    static IEnumerable<string> Say(string app, PushedRef one, string deploying, bool isAlone)
    {
        if (one.IsDeletion)
        {
            return [$"-----> {Kind(one)} is deleted; {app} serves on as it is"];
        }

        var kept = $"-----> {Kind(one)} is kept; it deploys nothing";
        return !isAlone ? [kept]
            : one.Branch is { } branch ? [kept, $"       {app} is deployed by its branch {deploying}: git push <remote> {branch}:{deploying}"]
            : [kept, $"       {app} is deployed by its branch {deploying}"];
    }

    static string Kind(PushedRef one) => one.Branch is { } branch ? $"Branch {branch}" : $"Tag {one.Tag}";
}
