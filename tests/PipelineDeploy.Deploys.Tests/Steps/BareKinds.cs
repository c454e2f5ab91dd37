using System.Runtime.CompilerServices;
using PipelineDeploy.Deploys.Steps;
using PipelineDeploy.Workflows.Steps;
using PipelineDeploy.Workflows.Waiting;

namespace PipelineDeploy.Deploys.Tests.Steps;

/// <summary>All step kinds with nobody to talk to: for what they say of themselves.</summary>
static class BareKinds
{
    public static IReadOnlyList<IStepKind> All { get; } =
    [
        .. new[] { typeof(SwitchStep), typeof(ApproveStep) }.SelectMany(one => one.Assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IStepKind)))
            .Select(type => (IStepKind)RuntimeHelpers.GetUninitializedObject(type)).OrderBy(kind => kind.Name, StringComparer.Ordinal),
    ];

    public static StepCatalog Catalog { get; } = new(All);
}
