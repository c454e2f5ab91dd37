using PipelineDeploy.Deploys.Checks;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Steps;

/// <summary>The course of the checks of one container: makes the attempts that are due, tells of them and says how the step goes on.</summary>
/// <param name="context">The step.</param>
/// <param name="engine">The container's engine.</param>
/// <param name="runner">Makes the attempts.</param>
/// <param name="instance">The process and instance that it is, e.g. <c>worker.1</c>; null when the app has only one.</param>
sealed class CheckCourse(StepContext context, IContainerEngine engine, CheckRunner runner, string? instance = null)
{
    const int LastLines = 100;
    const int DetailLines = 20;

    /// <summary>Begins with a plan, or goes on with it where the last execution has left it.</summary>
    public async Task<StepOutcome> GoOnAsync(CheckPlan plan, ContainerInfo container, CancellationToken cancellationToken)
    {
        plan = instance is null ? plan : plan.For(instance);
        if (context.State is { } state)
        {
            return await TryAsync(plan, container, CheckProgress.Of(state), cancellationToken);
        }

        Say(CheckTranscript.Opening(plan, instance));
        if (plan.IsSkipped)
        {
            context.Log(" !     Checks are skipped: green is unproven");
            return new StepOutcome.Done([]);
        }

        Say(plan.Rounds.Select(round => CheckTranscript.Attempt(1, round)));
        return await TryAsync(plan, container, CheckProgress.Begin(plan, runner.Now), cancellationToken);
    }

    /// <summary>Fails because the container does not run any more, or was restarted.</summary>
    public async Task<StepOutcome> EndedAsync(ContainerInfo? container, IReadOnlyList<CheckAttempt> attempts, CancellationToken cancellationToken) =>
        await FailAsync(container, ExitOf(container, await ExitCodeAsync(container, cancellationToken)), null, attempts, cancellationToken);

    async Task<StepOutcome> TryAsync(CheckPlan plan, ContainerInfo container, CheckProgress progress, CancellationToken cancellationToken)
    {
        var now = runner.Now;
        var tries = await Task.WhenAll(plan.Rounds.Zip(progress.Rounds, (round, at) => RoundTry.MakeAsync(round, at, container, now, runner, cancellationToken)));
        int? failed = tries.Any(one => one.HasFailed) ? tries.Where(one => one.HasFailed).Sum(one => one.Failures) : null;
        Say(tries.SelectMany(one => one.Transcript(failed)));
        List<CheckAttempt> attempts = [.. tries.Select(one => one.ToAttempt(now)).OfType<CheckAttempt>()];
        if (tries.FirstOrDefault(one => one.HasFailed) is { } lost)
        {
            // A container that has gone meanwhile explains more than what it did not answer.
            var after = await engine.FindContainerAsync(container.Id, cancellationToken);
            return after is { IsRunning: true, RestartCount: 0 }
                ? await FailAsync(after, lost.Error(), lost.Answer, attempts, cancellationToken)
                : await EndedAsync(after, attempts, cancellationToken);
        }

        var next = new CheckProgress([.. tries.Select(one => one.Next!)]);
        return next.IsPassed
            ? await PassAsync(plan, container, attempts, cancellationToken)
            : new StepOutcome.WaitUntil(next.Due, next.ToState(), NoteOf(plan, next), CheckAttempt.ToSeen(attempts));
    }

    async Task<StepOutcome> PassAsync(CheckPlan plan, ContainerInfo container, IReadOnlyList<CheckAttempt> attempts, CancellationToken cancellationToken)
    {
        context.Log(CheckTranscript.Passed(plan, instance));
        await TellOutputAsync(container.Id, cancellationToken);
        return new StepOutcome.Done([], Seen: CheckAttempt.ToSeen(attempts));
    }

    async Task<StepOutcome> FailAsync(
        ContainerInfo? container, UserError error, string? answer, IReadOnlyList<CheckAttempt> attempts, CancellationToken cancellationToken)
    {
        var output = container is null ? [] : await TellOutputAsync(container.Id, cancellationToken);
        var last = LastWords.Tell(output, DetailLines);
        return new StepOutcome.Failed(error, answer is { Length: > 0 } ? $"The answer:\n{answer}\n\n{last}" : last, Seen: CheckAttempt.ToSeen(attempts));
    }

    async Task<IReadOnlyList<string>> TellOutputAsync(string container, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> lines;
        try
        {
            lines = await engine.LastLinesAsync(container, LastLines, cancellationToken);
        }
        catch (ContainerEngineException e)
        {
            // How the checks went is known; that must not be lost because of the words that go with it.
            lines = [$"(it cannot be read: {e.Message})"];
        }

        Say(CheckTranscript.ContainerOutput(instance is null ? context.Subject : $"{context.Subject} {instance}", lines));
        return lines;
    }

    void Say(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            context.Log(line);
        }
    }

    static string NoteOf(CheckPlan plan, CheckProgress progress) => (plan.Rounds, progress.Rounds) switch
    {
        ([{ Demand: CheckDemand.Uptime }], _) => "must stay running",
        ([{ Within: not null } only], [{ Cause: { } cause }]) => $"{only.Demand.Asked()[0].What}: {cause}",
        ([{ Within: not null } only], _) => $"{only.Demand.Asked()[0].What} is asked",
        ([var only], [var at]) => $"attempt {at.Attempt} of {only.Attempts}",
        (_, var rounds) => $"{rounds.Count(round => round.IsPassed)} of {rounds.Count} checks have passed",
    };

    /// <summary>What it last ended with; null when nobody knows any more.</summary>
    async Task<long?> ExitCodeAsync(ContainerInfo? container, CancellationToken cancellationToken)
    {
        if (container is not { RestartCount: > 0, IsRunning: true })
        {
            return container?.ExitCode;
        }

        try
        {
            return await engine.FindLastExitCodeAsync(container.Id, cancellationToken);
        }
        catch (ContainerEngineException)
        {
            // That it was restarted is reason enough.
            return null;
        }
    }

    static UserError ExitOf(ContainerInfo? container, long? exitCode) => container switch
    {
        null => new UserError("container.gone", "Green was removed while it was checked", "Deploy again."),
        { RestartCount: > 0 } => new UserError(
            "container.restarted",
            $"{container.Name} ended and was restarted {container.RestartCount} time(s){(exitCode is { } code ? $"; its last exit code was {code}" : "")}",
            "Look at the container's output; the app must keep running."),
        _ => new UserError(
            "container.exited", $"{container.Name} ended with exit code {exitCode}", "Look at the container's output; the app must keep running."),
    };
}
