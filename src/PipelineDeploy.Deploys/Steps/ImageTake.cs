using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Steps;

/// <summary>Takes an image that is built already: from the engine, or from its registry.</summary>
static class ImageTake
{
    /// <summary>The image.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="context">The step that takes it.</param>
    /// <param name="reference">Its name or id.</param>
    /// <param name="pull"><c>missing</c>, <c>always</c> or <c>never</c>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UserErrorException"><c>image.missing</c> or <c>image.cannotPull</c>.</exception>
    public static async Task<ImageInfo> TakeAsync(IContainerEngine engine, StepContext context, ImageReference reference, string pull, CancellationToken cancellationToken)
    {
        if (pull != "always" && await engine.FindImageAsync(reference.Text, cancellationToken) is { } present)
        {
            return present;
        }

        if (pull == "never" || reference.IsId)
        {
            throw new UserErrorException("image.missing", $"The engine has no image {reference.Text}", reference.IsId ? "An id is known to one engine only; use a name." : "Load it there, or let the step pull it.");
        }

        context.Log($"-----> Pulling {reference.Text}");
        try
        {
            await engine.PullImageAsync(reference, line => context.Log("       " + line), cancellationToken);
        }
        catch (ContainerEngineException e) when (e is not ContainerEngineUnreachableException)
        {
            throw new UserErrorException(new UserError("image.cannotPull", $"{reference.Text} cannot be pulled: {e.Message}", "Look at the name, and whether the engine reaches the registry. One that asks for a sign-in must be pulled from beforehand."), e);
        }

        return await engine.FindImageAsync(reference.Text, cancellationToken)
            ?? throw new UserErrorException("image.missing", $"{reference.Text} was pulled, but the engine does not have it", "Deploy again.");
    }
}
