using PipelineDeploy.Deploys.Routing;

namespace PipelineDeploy.Deploys.Diagnosis;

/// <summary>Looks whether the router answers and has the traffic that is wanted.</summary>
public sealed class RouterDiagnosis(ITrafficRouter router, RouteReconciler reconciler) : IDiagnosis
{
    /// <inheritdoc />
    public string Part => "router";

    /// <inheritdoc />
    public async Task<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancellationToken)
    {
        await router.CheckAsync(cancellationToken);
        return
        [
            reconciler.Trouble is { } trouble
                ? new Finding(Part, FindingLevel.Failed, $"The traffic is not as wanted: {trouble}", "It is tried again every ten seconds; mend what is named.")
                : Finding.Ok(Part, "The router answers and has the traffic that is wanted"),
        ];
    }
}
