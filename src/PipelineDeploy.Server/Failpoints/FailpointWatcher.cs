using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Server.Failpoints;

/// <summary>Finds out which moment of which step a call of a port is, and tells the trigger.</summary>
sealed class FailpointWatcher(FailpointTrigger trigger, TimeProvider time) : IPortWatcher
{
    // What a step does to the world it does inside its own flow.
    readonly AsyncLocal<StepMove?> _step = new();

    /// <inheritdoc />
    public PortCall Begin(PortCall call)
    {
        if (call.Arguments is not [StepContext context, ..])
        {
            return call;
        }

        var move = new StepMove(context.StepId, call.Method.Name == nameof(IStepKind.CompensateAsync));
        _step.Value = move;
        void Log(string line)
        {
            context.Log(line);
            trigger.Reach(FailpointMoments.LineLogged, move);
        }

        return call with { Arguments = [context with { Log = Log }, .. call.Arguments[1..]] };
    }

    /// <inheritdoc />
    public async Task BeforeAsync(PortCall call)
    {
        if (FailpointMoments.EffectOf(call.Port, call.Method.Name) is not { } effect)
        {
            return;
        }

        var moves = call.Target is IRunStore store && effect == FailpointMoments.Claim
            ? await NextOfAsync(store, (long)call.Arguments[0]!)
            : MovesOf(call);
        Reach(FailpointMoments.Before(effect), moves);
    }

    /// <inheritdoc />
    public void After(PortCall call, object? result)
    {
        if (call.Target is IStepKind)
        {
            Reach(FailpointMoments.EffectDone, MovesOf(call));
        }

        if (FailpointMoments.EffectOf(call.Port, call.Method.Name) is not { } effect || result is CommitResult and not CommitResult.Accepted)
        {
            return;
        }

        Reach(FailpointMoments.After(effect), result is ClaimedRun claimed ? StepMoves.NextOf(claimed, time.GetUtcNow()) : MovesOf(call));
        if (call.Arguments is [RunCommit commit, ..])
        {
            Reach(FailpointMoments.IntentWritten, StepMoves.IntentsOf(commit));
        }
    }

    async Task<IEnumerable<StepMove>> NextOfAsync(IRunStore store, long runId) =>
        await store.FindAsync(runId, CancellationToken.None) is { } run
            ? StepMoves.NextOf(new ClaimedRun(run, 0, await store.ReadJournalAsync(runId, 0, CancellationToken.None)), time.GetUtcNow())
            : [];

    IEnumerable<StepMove> MovesOf(PortCall call) =>
        call.Arguments is [RunCommit commit, ..] ? StepMoves.OutcomesOf(commit)
        : _step.Value is { } move ? [move]
        : [];

    void Reach(string moment, IEnumerable<StepMove> moves)
    {
        foreach (var move in moves)
        {
            trigger.Reach(moment, move);
        }
    }
}
