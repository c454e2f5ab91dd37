using PipelineDeploy.Workflows.Definitions;

namespace PipelineDeploy.Workflows.Planning;

/// <summary>What a run would do.</summary>
/// <param name="Steps">Its steps in the order in which they begin; one that does not stands where it would have.</param>
/// <param name="Takes">How long it takes from its first step, as far as the times of its steps are known.</param>
/// <param name="Problem">Why it would not get to its end; null when it would.</param>
public sealed record DryRunPlan(IReadOnlyList<DryRunStep> Steps, TimeSpan Takes, UserError? Problem);

/// <summary>What would become of a step.</summary>
/// <param name="Step">The step.</param>
/// <param name="Outcome">Whether it would run.</param>
/// <param name="Wave">When it would begin: those that begin together have the same number, from 1; null when it does not.</param>
/// <param name="Starts">When that is, counted from the first step, as far as times are known.</param>
/// <param name="Takes">How long it usually takes; null when nobody knows.</param>
public sealed record DryRunStep(StepDefinition Step, DryRunOutcome Outcome, int? Wave, TimeSpan? Starts, TimeSpan? Takes);

/// <summary>Whether a step would run.</summary>
public enum DryRunOutcome
{
    /// <summary>It runs.</summary>
    Runs,

    /// <summary>Its condition depends on what steps before it make; it is planned as if it held.</summary>
    Open,

    /// <summary>Its condition is false.</summary>
    Skipped,

    /// <summary>The run would end before it.</summary>
    NotReached,
}
