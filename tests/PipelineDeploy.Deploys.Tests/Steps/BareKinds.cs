using PipelineDeploy.Deploys.Steps;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Tests.Steps;

/// <summary>The step kinds with nobody to talk to: for what they say of themselves.</summary>
static class BareKinds
{
    public static IReadOnlyList<IStepKind> All { get; } =
    [
        new BuildStep(null!, null!, null!, null!), new StartStep(null!, null!), new CheckStep(null!, null!),
        new SwitchStep(null!, null!, null!, null!, null!), new WaitStep(), new RetireStep(null!, null!, null!, null!),
    ];

    public static StepCatalog Catalog { get; } = new(All);
}
