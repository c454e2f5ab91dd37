using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.OneOffs;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Steps;

/// <summary>Makes the release of a run, and tells the steps that follow what it is.</summary>
static class NewRelease
{
    /// <summary>Gives an image a release number, and the name by which housekeeping keeps it.</summary>
    public static async Task<Release> MakeAsync(StepContext context, IReleaseStore releases, IContainerEngine engine, ReleaseContent content, CancellationToken cancellationToken)
    {
        var release = await releases.AllotAsync(context.Subject, DriverTerm.Of(context), content, context.Now, cancellationToken);
        await engine.TagImageAsync(content.Image, ImageNames.Repository(context.Subject), ImageNames.OfRelease(release.Number), cancellationToken);
        return release;
    }

    /// <summary>What a step hands on that has taken an image with the files of a deploy.</summary>
    public static StepOutcome.Done Done(Release release, ReleaseContent content, DeployCommands commands) => new(
        new JsonObject
        {
            ["image"] = content.Image,
            ["release"] = release.Number,
            ["checks"] = content.Checks,
            ["healthchecks"] = content.Healthchecks,
            ["migration"] = commands.Migration?.ToJson(),
            ["postDeploy"] = commands.PostDeploy?.ToJson(),
        },
        $"v{release.Number}");
}
