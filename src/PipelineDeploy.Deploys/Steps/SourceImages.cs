using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.Deploys.Sources.Compose;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Steps;

/// <summary>Makes the image of a source: from its Dockerfile, or as a service of its compose file says.</summary>
sealed class SourceImages(IContainerEngine engine, ContainerLabels labels, StepContext context, SourceTree source, TimeProvider time)
{
    /// <summary>Refuses a source that has nothing to build.</summary>
    /// <exception cref="Workflows.UserErrorException"><c>source.noDockerfile</c>, <c>source.noContext</c>.</exception>
    public void Require(ComposeService? service, JsonObject? settings)
    {
        if (service is { Build: null })
        {
            return;
        }

        source.RequireDockerfile(PlanOf(service, settings).Dockerfile);
    }

    /// <summary>The image's id.</summary>
    public async Task<string> MakeAsync(ComposeService? service, JsonObject? settings, CancellationToken cancellationToken)
    {
        if (service is { Build: null, Image: { } name })
        {
            return (await ImageTake.TakeAsync(engine, context, ImageReference.Parse(name), "missing", cancellationToken)).Id;
        }

        var (folder, dockerfile, build) = PlanOf(service, settings);
        context.Log($"-----> Building {context.Subject} from its {dockerfile}{(build.Target is null ? "" : $", stage {build.Target}")}");
        var image = new ImageBuild(
            $"{ImageNames.Repository(context.Subject)}:{ImageNames.OfRun(context.RunId)}",
            build.Dockerfile,
            (stream, cancellation) => BuildContext.WriteAsync(folder, build.Dockerfile, stream, cancellation),
            labels.ForImage(context.Subject),
            build.Arguments.Count == 0 ? null : build.Arguments,
            NoCache: GitOrigin.IsNoCacheIn(context.RunInputs),
            Target: build.Target);
        return await BuildLimits.Of(settings).BuildAsync(engine, image, line => context.Log("       " + line), time, cancellationToken);
    }

    // The Dockerfile as seen from the source; what the build is told of it is seen from its folder.
    (string Folder, string Dockerfile, BuildSettings Build) PlanOf(ComposeService? service, JsonObject? settings)
    {
        if (service?.Build is not { } build)
        {
            var own = BuildSettings.Of(settings);
            return (source.Folder, own.Dockerfile, own);
        }

        var folder = source.FindFolder(build.Context)
            ?? throw SourceError.Because("noContext", $"The source has no folder {SourceError.Show(build.Context)}, which {service.File} builds {service.Name} from.", "Correct 'context', or deploy the folder that the file is meant for.");
        var dockerfile = build.Context.Length == 0 ? build.Dockerfile : $"{build.Context}/{build.Dockerfile}";
        return (folder, dockerfile, new BuildSettings(build.Dockerfile, build.Target, build.Arguments));
    }
}
