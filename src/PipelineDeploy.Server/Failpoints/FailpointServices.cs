using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Releases;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Server.Failpoints;

/// <summary>Arms failpoints from outside: the engine and the steps know nothing of them.</summary>
static class FailpointServices
{
    /// <summary>Puts a tap before every port that a driver or a step changes something through. Call it after all else is registered.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="failpoints">Armed one after the other.</param>
    /// <param name="folder">Where it is kept which of them have gone off.</param>
    public static void AddFailpoints(this IServiceCollection services, ArmedFailpoints failpoints, string folder)
    {
        services.AddSingleton(new FailpointTrigger(failpoints, folder)).AddSingleton<IPortWatcher, FailpointWatcher>();
        services.Tap<IRunStore>().Tap<IStepKind>().Tap<IContainerEngine>().Tap<IReleaseStore>().Tap<IRouteStore>().Tap<ITrafficRouter>();
    }

    static IServiceCollection Tap<T>(this IServiceCollection services)
        where T : class
    {
        for (var i = 0; i < services.Count; i++)
        {
            if (services[i] is var tapped && tapped.ServiceType == typeof(T))
            {
                services[i] = ServiceDescriptor.Singleton(provider => PortTap<T>.Around((T)Make(tapped, provider), provider.GetRequiredService<IPortWatcher>()));
            }
        }

        return services;
    }

    static object Make(ServiceDescriptor descriptor, IServiceProvider provider) =>
        descriptor.ImplementationInstance
        ?? descriptor.ImplementationFactory?.Invoke(provider)
        ?? ActivatorUtilities.CreateInstance(provider, descriptor.ImplementationType!);
}
