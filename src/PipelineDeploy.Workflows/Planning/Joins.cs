using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Planning;

/// <summary>Decides whether what a step needs lets it start.</summary>
static class Joins
{
    /// <summary>Whether the step has what it needs.</summary>
    public static bool LetStart(PipelineDefinition definition, StepDefinition step, RunHistory history) =>
        (step.Join == JoinPolicy.Any && step.Needs.Any(need => history[need].State == StepState.Succeeded))
        || step.Needs.All(need => LetsPass(definition.Step(need), history[need], step));

    // Before a step that runs always everything else has ended; how does not matter to it.
    static bool LetsPass(StepDefinition need, StepHistory seen, StepDefinition step) => seen.State switch
    {
        StepState.Succeeded or StepState.Skipped => true,
        StepState.Failed => step.RunsAlways || need.OnFailure == FailurePolicy.Continue,
        _ => step.RunsAlways && !need.RunsAlways,
    };
}
