using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Containers;

/// <summary>Brings a container into networks before it is started; what was done before a crash is not done again.</summary>
static class NetworkJoin
{
    public static async Task EnsureAsync(IContainerEngine engine, StepContext context, string container, IReadOnlyList<string> networks, CancellationToken cancellationToken)
    {
        if (networks.Count == 0 || await engine.FindContainerAsync(container, cancellationToken) is not { } found)
        {
            return;
        }

        var missing = networks.Select(wanted => (Wanted: wanted, Name: wanted.TrimEnd(NetworkNames.Optional))).Where(network => !found.Networks.Contains(network.Name));
        foreach (var (wanted, network) in missing)
        {
            await context.ConfirmAsync(cancellationToken);
            try
            {
                await engine.JoinNetworkAsync(found.Id, network, cancellationToken);
            }
            catch (ContainerEngineException e) when (e.Status == 404 && wanted != network)
            {
                context.Log($" !     The engine has no network '{network}'; {found.Name} is not in it");
            }
            catch (ContainerEngineException e) when (e.Status == 404)
            {
                throw new UserErrorException(
                    new UserError("networks.notFound", $"networks: the engine has no network '{network}'", $"Make it with: docker network create {network}; or correct the setting."), e);
            }
        }
    }
}
