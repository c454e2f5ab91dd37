namespace PipelineDeploy.Deploys.Routing;

/// <summary>A proxy that is a program of its own, which somebody else starts.</summary>
public interface IRouterProgram
{
    /// <summary>Writes the configuration when there is none yet, so that the proxy can start before the first deploy.</summary>
    /// <exception cref="RouterException">It cannot be written.</exception>
    Task PrepareAsync(CancellationToken cancellationToken);
}
