namespace PipelineDeploy.Workflows.Driving;

/// <summary>What ends the work on a step before it is done: a lost lease, a cancellation, or a server that stops.</summary>
public sealed class Interruption : IDisposable
{
    /// <summary>How long a step may go on once the server has been asked to stop.</summary>
    public static readonly TimeSpan GraceWhenStopping = TimeSpan.FromSeconds(25);

    readonly ActiveRuns.Activity _activity;
    readonly CancellationTokenSource _atOnce;
    readonly CancellationTokenSource _afterGrace;
    readonly CancellationTokenSource _leaving;

    internal Interruption(ActiveRuns.Activity activity, bool mayBeCancelled)
    {
        _activity = activity;
        var cancelled = mayBeCancelled ? activity.Cancelled : CancellationToken.None;
        _atOnce = CancellationTokenSource.CreateLinkedTokenSource(activity.Lost, cancelled, activity.Stopping);
        _afterGrace = CancellationTokenSource.CreateLinkedTokenSource(activity.Lost, cancelled, activity.Overdue);
        _leaving = CancellationTokenSource.CreateLinkedTokenSource(activity.Lost, activity.Stopping);
    }

    /// <summary>For a step that takes long anyway: a server that stops interrupts it at once.</summary>
    public CancellationToken AtOnce => _atOnce.Token;

    /// <summary>For every other step: a server that stops lets it go on for <see cref="GraceWhenStopping"/>.</summary>
    public CancellationToken AfterGrace => _afterGrace.Token;

    /// <summary>This driver leaves the run to another one. A step that is interrupted for another reason is not gone on with.</summary>
    public CancellationToken Leaving => _leaving.Token;

    /// <summary>Asks the store whether this driver still has the run.</summary>
    /// <exception cref="OperationCanceledException">It has not.</exception>
    public Task ConfirmAsync(CancellationToken cancellationToken) => _activity.ConfirmAsync(cancellationToken);

    /// <summary>Ends the work now.</summary>
    internal void Interrupt()
    {
        _atOnce.Cancel();
        _afterGrace.Cancel();
    }

    /// <summary>Tells steps that the driver leaves behind; those that are done do not listen any more.</summary>
    public void Dispose()
    {
        _leaving.Cancel();
        Interrupt();
        _atOnce.Dispose();
        _afterGrace.Dispose();
        _leaving.Dispose();
    }
}
