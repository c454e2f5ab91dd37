namespace PipelineDeploy.Workflows.Steps;

/// <summary>
/// What one kind of step does. Effects are at least once: a kind first looks at what is, then does what is missing,
/// because the server may have died after the effect and before the journal knew of it.
/// </summary>
public interface IStepKind
{
    /// <summary>The name after <c>uses:</c>.</summary>
    string Name { get; }

    /// <summary>What people call it.</summary>
    string Title { get; }

    /// <summary>The inputs it takes under <c>with:</c>.</summary>
    IReadOnlyList<StepInput> Inputs { get; }

    /// <summary>What it makes for later steps to read; null when that is not said, so that anything may be asked for.</summary>
    IReadOnlyList<StepOutput>? Outputs => null;

    /// <summary>Whether it has an effect that is undone when a later step fails.</summary>
    bool Compensates { get; }

    /// <summary>Whether there is no way back once it has started.</summary>
    bool IsPivot { get; }

    /// <summary>Whether it usually takes longer than a server that stops can wait for; then it is interrupted at once and repeated by the next one.</summary>
    bool TakesLong => false;

    /// <summary>What does not make sense about a step of this kind at its place in a pipeline.</summary>
    IEnumerable<StepObjection> Judge(StepPlace place) => [];

    /// <summary>Does the step, or the part of it that can be done now.</summary>
    /// <exception cref="UserErrorException">Fails the step with that error.</exception>
    Task<StepOutcome> ExecuteAsync(StepContext context, CancellationToken cancellationToken);

    /// <summary>Undoes whatever the step has done, also when it did only a part or nothing.</summary>
    /// <exception cref="Exception">It could not; it is tried again, and at last a person is asked.</exception>
    Task CompensateAsync(StepContext context, CancellationToken cancellationToken);
}
