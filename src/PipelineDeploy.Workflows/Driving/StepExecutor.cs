using System.Data.Common;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using PipelineDeploy.Workflows.Definitions;
using PipelineDeploy.Workflows.Logs;
using PipelineDeploy.Workflows.Planning;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Workflows.Driving;

/// <summary>Runs one step once and turns whatever happens into the journal event that tells of it.</summary>
public sealed partial class StepExecutor(
    StepCatalog catalog, IRunLog log, TimeProvider time, ILogger<StepExecutor> logger, IRunSecrets? secrets = null)
{
    readonly StepMasks _masks = new(secrets);

    /// <summary>Executes a step.</summary>
    /// <param name="progress">The run.</param>
    /// <param name="step">The step's id.</param>
    /// <param name="interruption">Stop what the step does; it is handed back then.</param>
    public Task<JournalEvent> ExecuteAsync(RunProgress progress, string step, Interruption interruption) =>
        TracedAsync(progress, step, isUndone: false, interruption, mask => TryExecuteAsync(progress, step, mask, interruption));

    /// <summary>Undoes a step.</summary>
    public Task<JournalEvent> CompensateAsync(RunProgress progress, string step, Interruption interruption) =>
        TracedAsync(progress, step, isUndone: true, interruption, mask => TryCompensateAsync(progress, step, mask, interruption));

    async Task<JournalEvent> TracedAsync(RunProgress progress, string step, bool isUndone, Interruption interruption, Func<SecretMask, Task<JournalEvent>> work)
    {
        using var span = RunTelemetry.BeginStep(progress.Run, step, progress.History[step].Attempt, isUndone);
        var outcome = await MaskedAsync(progress, step, interruption, work);
        RunTelemetry.NoteOutcome(span, progress.Run, outcome);
        return outcome;
    }

    async Task<JournalEvent> MaskedAsync(RunProgress progress, string step, Interruption interruption, Func<SecretMask, Task<JournalEvent>> work)
    {
        var interrupted = InterruptedFor(progress, step, interruption);
        SecretMask mask;
        try
        {
            mask = await _masks.OfAsync(progress, step, interrupted);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return new JournalEvent.StepHandedBack(step);
        }

        return MaskedEvent.Of(await work(mask), mask);
    }

    async Task<JournalEvent> TryExecuteAsync(RunProgress progress, string step, SecretMask mask, Interruption interruption)
    {
        var interrupted = InterruptedFor(progress, step, interruption);
        using var timeout = TimeoutAt(Timeouts.DeadlineOf(progress.Run.Definition.Step(step), progress.History[step]));
        using var runTimeout = TimeoutAt(RunTimeouts.DeadlineOf(progress.Run, progress.History));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(interrupted, timeout.Token, runTimeout.Token);
        try
        {
            var (kind, context) = Prepare(progress, step, mask, interruption);
            return await kind.ExecuteAsync(context, either.Token) switch
            {
                StepOutcome.Done done => new JournalEvent.StepSucceeded(step, done.Output, done.Note, done.Seen),
                StepOutcome.WaitUntil wait => new JournalEvent.StepWaiting(step, wait.Until, wait.State, wait.Note, Seen: wait.Seen),
                StepOutcome.WaitFor wait => new JournalEvent.StepWaiting(step, wait.Until, wait.State, wait.Note, wait.Signal),
                StepOutcome.Failed failed => Failed(progress, step, failed),
                _ => throw new UnreachableException(),
            };
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested || runTimeout.IsCancellationRequested)
        {
            return new JournalEvent.StepHandedBack(step);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return Timeouts.Failure(progress.Run.Definition.Step(step), progress.Run.Id, progress.History[step], time.GetUtcNow());
        }
        catch (UserErrorException e)
        {
            return Failed(progress, step, new StepOutcome.Failed(e.Error));
        }
        catch (Exception e) when (!IsLostDatabase(e))
        {
            StepBroke(e, step, progress.Run.Id);
            return Failed(progress, step, new StepOutcome.Failed(Unexpected(step, e)));
        }
    }

    async Task<JournalEvent> TryCompensateAsync(RunProgress progress, string step, SecretMask mask, Interruption interruption)
    {
        var interrupted = InterruptedFor(progress, step, interruption);
        try
        {
            var (kind, context) = Prepare(progress, step, mask, interruption);
            await kind.CompensateAsync(context, interrupted);
            return new JournalEvent.Compensated(step);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            return new JournalEvent.StepHandedBack(step);
        }
        catch (UserErrorException e)
        {
            return new JournalEvent.CompensationFailed(step, e.Error);
        }
        catch (Exception e) when (!IsLostDatabase(e))
        {
            StepBroke(e, step, progress.Run.Id);
            return new JournalEvent.CompensationFailed(step, Unexpected(step, e));
        }
    }

    CancellationToken InterruptedFor(RunProgress progress, string step, Interruption interruption) =>
        catalog.Kinds.TryGetValue(progress.Run.Definition.Step(step).Uses, out var kind) && kind.TakesLong ? interruption.AtOnce : interruption.AfterGrace;

    CancellationTokenSource TimeoutAt(DateTimeOffset? deadline)
    {
        var left = deadline - time.GetUtcNow();
        return left is { } span
            ? new CancellationTokenSource(span > TimeSpan.Zero ? span : TimeSpan.Zero, time)
            : new CancellationTokenSource();
    }

    JournalEvent.StepFailed Failed(RunProgress progress, string step, StepOutcome.Failed failed)
    {
        var retryAt = Retries.NextAttemptAt(
            progress.Run.Definition.Step(step), progress.Run.Id, progress.History[step].Attempt, failed.Error, failed.IsRetryable, time.GetUtcNow());
        return new JournalEvent.StepFailed(step, failed.Error, failed.Detail, retryAt, failed.Seen);
    }

    (IStepKind Kind, StepContext Context) Prepare(RunProgress progress, string id, SecretMask mask, Interruption interruption)
    {
        var definition = progress.Run.Definition.Step(id);
        var history = progress.History[id];
        var outputs = progress.Outputs();
        var scope = RunScope.Of(progress.Run, progress.History);
        var lines = new StepLog(mask, text => new RunLine(progress.Run.Id, id, history.Attempt, time.GetUtcNow(), text) { Fence = progress.Fence }, log);
        return (catalog[definition.Uses], new StepContext(
            progress.Run.Id, progress.Fence, progress.Run.Subject, id, history.Attempt,
            InputExpressions.Resolve(definition.With, scope), history.Memory, progress.Run.Inputs, outputs, time.GetUtcNow(), lines.Write)
        {
            Signal = history.Signal,
            Authors = [.. progress.History.Continues?.Authors ?? [], progress.Run.Actor],
            Origin = progress.History.Continues?.Origin ?? progress.Run.Id,
            ConfirmAsync = interruption.ConfirmAsync,
            Leaving = interruption.Leaving,
            End = progress.History.Settled,
        });
    }

    // Without the database nothing can be written, so this driver ends as if it had died and the next one repeats the step.
    static bool IsLostDatabase(Exception e) => e is DbException { IsTransient: true };

    static UserError Unexpected(string step, Exception e) => new(
        "step.unexpected",
        $"Step '{step}' failed because of an error inside PipelineDeploy ({e.GetType().Name})",
        "The server's log has the whole story; please report it.");

    [LoggerMessage(EventId = 101, Level = LogLevel.Error, Message = "Step {Step} of run {Run} broke")]
    partial void StepBroke(Exception e, string step, long run);
}
