using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Simulation;

/// <summary>A step that works with real files before its first call to a port.</summary>
sealed class OutsideStep(IStepKind inner, Schedule schedule) : IStepKind
{
    public string Name => inner.Name;

    public string Title => inner.Title;

    public IReadOnlyList<StepInput> Inputs => inner.Inputs;

    public bool Compensates => inner.Compensates;

    public bool IsPivot => inner.IsPivot;

    public bool TakesLong => inner.TakesLong;

    public async Task<StepOutcome> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        schedule.Leave();
        try
        {
            return await inner.ExecuteAsync(context, cancellationToken);
        }
        finally
        {
            schedule.Return();
        }
    }

    public Task CompensateAsync(StepContext context, CancellationToken cancellationToken) => inner.CompensateAsync(context, cancellationToken);
}
