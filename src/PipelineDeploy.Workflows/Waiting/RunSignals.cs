using System.Text.Json.Nodes;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Waiting;

/// <summary>The door by which people and programs reach a run that goes on: signals, approvals, rejections.</summary>
public sealed class RunSignals(IRunStore runs)
{
    /// <summary>The most characters that a comment may have.</summary>
    public const int LongestComment = 1000;

    /// <summary>Sends a signal. It is kept when no step waits for it yet.</summary>
    /// <param name="run">The run.</param>
    /// <param name="name">The signal's name.</param>
    /// <param name="id">Makes repeated sending one signal; null for one of its own.</param>
    /// <param name="payload">What the step gets.</param>
    /// <param name="actor">Who sends it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UserErrorException">See <see cref="SignalRules.Require"/>; <c>run.finished</c>, <c>signal.tooMany</c>.</exception>
    public async Task SendAsync(Run run, string name, string? id, JsonNode? payload, string actor, CancellationToken cancellationToken)
    {
        SignalRules.Require(name, id, payload);
        await DeliverAsync(run, new JournalEvent.SignalReceived(id ?? Guid.CreateVersion7().ToString(), name, payload, actor), cancellationToken);
    }

    /// <summary>Answers a step that asks for approval.</summary>
    /// <param name="run">The run.</param>
    /// <param name="step">The step; null for the only one that asks.</param>
    /// <param name="actor">Who answers.</param>
    /// <param name="approves">Yes or no.</param>
    /// <param name="comment">What is said with it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="UserErrorException">
    /// <c>approval.notWaiting</c>, <c>approval.unknownStep</c>, <c>approval.whichStep</c>, <c>approval.ownRun</c>, <c>approval.notAsked</c>,
    /// <c>approval.longComment</c>, <c>run.finished</c> or <c>signal.tooMany</c>.
    /// </exception>
    public async Task AnswerAsync(Run run, string? step, string actor, bool approves, string? comment, CancellationToken cancellationToken)
    {
        if (comment?.Length > LongestComment)
        {
            throw new UserErrorException("approval.longComment", $"The comment is {comment.Length} characters long", $"Use at most {LongestComment}.");
        }

        var asking = run.Definition.Steps.Where(known => known.Uses == ApproveStep.Kind && (step is null || known.Id == step)).Select(known => known.Id).ToHashSet();
        if (step is not null && asking.Count == 0)
        {
            throw new UserErrorException("approval.unknownStep", $"Run {run.Id} has no step '{step}' that asks for approval", $"See its steps with: pdeploy runs show {run.Id}");
        }

        var open = (await runs.ReadStepsAsync(run.Id, cancellationToken)).Where(seen => asking.Contains(seen.Id) && Approval.Of(seen) is not null).ToList();
        switch (open)
        {
            case [var one]:
                Refuse(Approval.Of(one)!.Refusal(actor));
                await DeliverAsync(run, Approval.SignalOf(one, actor, approves, comment), cancellationToken);
                break;
            case [] when await HasAnsweredAsync(run, asking, actor, approves, cancellationToken):
                break;
            case []:
                Refuse(run.State.IsTerminal() ? Finished(run) : new UserError(
                    "approval.notWaiting", $"Run {run.Id} waits for nobody's approval now", $"See where it stands with: pdeploy runs show {run.Id}"));
                break;
            default:
                throw new UserErrorException(
                    "approval.whichStep", $"Run {run.Id} asks at more than one step: {string.Join(", ", open.Select(seen => seen.Id))}", "Name the 'step' that is meant.");
        }
    }

    // An answer that is given again after it has had its effect is no error.
    async Task<bool> HasAnsweredAsync(Run run, HashSet<string> steps, string actor, bool approves, CancellationToken cancellationToken)
    {
        var journal = await runs.ReadJournalAsync(run.Id, 0, cancellationToken);
        return steps.Any(step => Approval.VotesIn(journal, step).Any(vote => vote.Actor == actor && vote.Approves == approves));
    }

    async Task DeliverAsync(Run run, JournalEvent.SignalReceived signal, CancellationToken cancellationToken) =>
        Refuse(await runs.DeliverAsync(run.Id, signal, cancellationToken) switch
        {
            SignalDelivery.Refused => Finished(run),
            SignalDelivery.TooMany => new UserError(
                "signal.tooMany", $"Run {run.Id} has got {SignalRules.MostOfRun} signals and takes no more", $"Look at who sends them with: pdeploy runs show {run.Id}; cancel the run if it waits for one that it cannot get."),
            _ => null,
        });

    static UserError Finished(Run run) => new("run.finished", $"Run {run.Id} has ended already", $"See how with: pdeploy runs show {run.Id}");

    static void Refuse(UserError? error)
    {
        if (error is not null)
        {
            throw new UserErrorException(error);
        }
    }
}
