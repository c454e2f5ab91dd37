using System.Text.Json.Nodes;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.TestKit.Runs;

/// <summary>
/// A step kind that does what a test wrote down for each call and records the calls. Without a script an execution is
/// done at once and a compensation works.
/// </summary>
/// <param name="name">The kind's name.</param>
/// <param name="calls">Gets <c>name</c> for each execution and <c>undo name</c> for each compensation; share it between steps to see their order.</param>
public sealed class ScriptedStep(string name, IList<string>? calls = null) : IStepKind
{
    readonly Lock _gate = new();
    readonly Queue<Func<StepContext, CancellationToken, Task<StepOutcome>>> _executions = [];
    readonly Queue<Func<StepContext, CancellationToken, Task>> _compensations = [];
    readonly List<StepContext> _executed = [];
    readonly List<StepContext> _compensated = [];

    /// <inheritdoc />
    public string Name => name;

    /// <inheritdoc />
    public string Title => name;

    /// <inheritdoc />
    public IReadOnlyList<StepInput> Inputs { get; init; } = [];

    /// <inheritdoc />
    public IReadOnlyList<StepOutput>? Outputs { get; init; }

    /// <summary>What the kind objects to at a place.</summary>
    public Func<StepPlace, IEnumerable<StepObjection>> Judgement { get; init; } = _ => [];

    /// <inheritdoc />
    public IEnumerable<StepObjection> Judge(StepPlace place) => Judgement(place);

    /// <inheritdoc />
    public bool Compensates { get; init; } = true;

    /// <inheritdoc />
    public bool IsPivot { get; init; }

    /// <inheritdoc />
    public bool TakesLong { get; init; }

    /// <summary>What each execution was given.</summary>
    public IReadOnlyList<StepContext> Executions => [.. _executed];

    /// <summary>What each compensation was given.</summary>
    public IReadOnlyList<StepContext> Compensations => [.. _compensated];

    /// <summary>The next execution does this.</summary>
    public ScriptedStep Then(Func<StepContext, CancellationToken, Task<StepOutcome>> execution)
    {
        _executions.Enqueue(execution);
        return this;
    }

    /// <summary>The next execution ends like this.</summary>
    public ScriptedStep Then(StepOutcome outcome) => Then((_, _) => Task.FromResult(outcome));

    /// <summary>The next execution is done with this output.</summary>
    public ScriptedStep ThenDone(JsonObject? output = null) => Then(new StepOutcome.Done(output ?? []));

    /// <summary>The next execution waits for so long.</summary>
    public ScriptedStep ThenWait(TimeSpan time, JsonObject? state = null) =>
        Then((context, _) => Task.FromResult<StepOutcome>(new StepOutcome.WaitUntil(context.Now + time, state ?? [], "waits")));

    /// <summary>The next execution fails.</summary>
    public ScriptedStep ThenFail(string code = "test.failed", bool isRetryable = false) =>
        Then(new StepOutcome.Failed(new UserError(code, $"{name} failed"), null, isRetryable));

    /// <summary>The next execution throws; a <see cref="LostDatabaseException"/> kills the driver.</summary>
    public ScriptedStep ThenThrow(Exception exception) => Then((_, _) => Task.FromException<StepOutcome>(exception));

    /// <summary>The next compensation does this.</summary>
    public ScriptedStep ThenUndo(Func<StepContext, CancellationToken, Task> compensation)
    {
        _compensations.Enqueue(compensation);
        return this;
    }

    /// <summary>The next compensation throws; a <see cref="LostDatabaseException"/> kills the driver.</summary>
    public ScriptedStep ThenUndoThrows(Exception exception) => ThenUndo((_, _) => Task.FromException(exception));

    /// <inheritdoc />
    public Task<StepOutcome> ExecuteAsync(StepContext context, CancellationToken cancellationToken) =>
        Record(_executed, _executions, context, name, (_, _) => Task.FromResult<StepOutcome>(new StepOutcome.Done([])))(context, cancellationToken);

    /// <inheritdoc />
    public Task CompensateAsync(StepContext context, CancellationToken cancellationToken) =>
        Record(_compensated, _compensations, context, $"undo {name}", (_, _) => Task.CompletedTask)(context, cancellationToken);

    T Record<T>(List<StepContext> record, Queue<T> script, StepContext context, string call, T otherwise)
    {
        lock (_gate)
        {
            record.Add(context);
            calls?.Add(call);
            return script.TryDequeue(out var next) ? next : otherwise;
        }
    }
}
