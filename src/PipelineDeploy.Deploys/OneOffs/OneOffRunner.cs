using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Settings;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.OneOffs;

/// <summary>
/// Runs a command once for an attempt of a step, in three parts with a line in the journal after each: make the container, start it and see
/// it end, remove it. Whoever goes on after a crash finds the container, running or ended, and never starts the command again.
/// </summary>
public sealed class OneOffRunner(IContainerEngine engine, ContainerLabels labels, HostPaths hostPaths, TimeProvider time)
{
    const int LastLines = 20;
    const int LongestLine = 500;
    static readonly TimeSpan LongestRemoval = TimeSpan.FromSeconds(30);

    /// <summary>Does the next part.</summary>
    /// <returns>A wait until now after the first two parts; at last what the command came to.</returns>
    public async Task<StepOutcome> ExecuteAsync(StepContext context, OneOff command, CancellationToken cancellationToken)
    {
        if (context.State is null)
        {
            var made = new OneOffMemory(await MakeAsync(context, command, cancellationToken), context.Now + command.Timeout);
            context.Log($"-----> Running {command.What}: {string.Join(' ', command.Command)}");
            return Next(context, made, $"runs {command.What}");
        }

        var memory = OneOffMemory.Of(context.State);
        return memory.ExitCode is { } exitCode
            ? await EndAsync(context, command, memory, exitCode, cancellationToken)
            : await RunAsync(context, command, memory, cancellationToken);
    }

    static StepOutcome.WaitUntil Next(StepContext context, OneOffMemory memory, string note) => new(context.Now, memory.ToState(), note);

    async Task<string> MakeAsync(StepContext context, OneOff command, CancellationToken cancellationToken)
    {
        var own = labels.ForOneOff(context.Subject, context.RunId, context.StepId, context.Attempt);
        var found = await engine.ListContainersAsync(labels.OfOneOff(context.Subject, context.RunId, context.StepId), cancellationToken);
        foreach (var earlier in found.Where(container => !own.All(label => container.Labels.GetValueOrDefault(label.Key) == label.Value)))
        {
            await RemoveAsync(context, earlier.Id, cancellationToken);
        }

        if (found.FirstOrDefault(container => own.All(label => container.Labels.GetValueOrDefault(label.Key) == label.Value)) is { } made)
        {
            return await FillAsync(context, command, made.Id, made.State == "created", cancellationToken);
        }

        var shape = ShapeOf(context);
        await context.ConfirmAsync(cancellationToken);
        var name = ContainerNames.OneOff(context.Subject, context.RunId, context.StepId, context.Attempt);
        var spec = new ContainerSpec(name, command.Image, own, command.Environment, Port: null, RestartPolicy: "no", command.IsEntrypoint ? null : command.Command)
        {
            Entrypoint = command.IsEntrypoint ? command.Command : null,
        };
        return await FillAsync(context, command, await engine.CreateContainerAsync(spec.Shaped(shape, context.Subject), cancellationToken), isNew: true, cancellationToken);
    }

    // Whoever made the container may have died before this, so it is done again as long as nothing runs in it.
    async Task<string> FillAsync(StepContext context, OneOff command, string container, bool isNew, CancellationToken cancellationToken)
    {
        if (isNew && command.Files is { } files)
        {
            await context.ConfirmAsync(cancellationToken);
            await engine.PutFilesAsync(container, files, cancellationToken);
        }

        return container;
    }

    // As the app itself, without its extra labels: tools that find the app by those must not find this.
    ContainerShape ShapeOf(StepContext context) => ContainerShape.Of(RunSettings.Of(context), hostPaths);

    async Task<StepOutcome> RunAsync(StepContext context, OneOff command, OneOffMemory memory, CancellationToken cancellationToken)
    {
        if (await engine.FindContainerAsync(memory.Container, cancellationToken) is not { } container)
        {
            return new StepOutcome.Failed(new UserError(
                $"{command.Code}.lost", $"The container of {command.What} was removed while nobody looked, so how it ended is not known", "Look at what it has done, then deploy again."));
        }

        try
        {
            return await FollowAsync(context, command, memory, container, cancellationToken);
        }
        catch (OperationCanceledException) when (!context.Leaving.IsCancellationRequested)
        {
            // Cancelled, or out of time: nobody goes on with it. The sweep finds it if this fails.
            using var enough = new CancellationTokenSource(LongestRemoval, time);
            await engine.RemoveContainerAsync(memory.Container, enough.Token);
            context.Log($" !     {command.What} was killed");
            throw;
        }
    }

    async Task<StepOutcome> FollowAsync(StepContext context, OneOff command, OneOffMemory memory, ContainerInfo container, CancellationToken cancellationToken)
    {
        if (container.State != "created")
        {
            context.Log(" !     Another server has started it; what it wrote so far follows once more");
        }
        else if (await TryStartAsync(context, container.Id, cancellationToken) is { } trouble)
        {
            await RemoveAsync(context, container.Id, cancellationToken);
            return new StepOutcome.Failed(new UserError(
                $"{command.Code}.cannotStart", $"'{command.Command[0]}' cannot be started: {trouble}", command.StartHint));
        }

        using var timeout = new CancellationTokenSource(Left(memory.Until), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await foreach (var line in engine.LogsAsync(container.Id, new ContainerLogQuery(Follow: true), either.Token))
            {
                context.Log("       " + line.Text);
            }

            var exitCode = await engine.WaitContainerAsync(container.Id, either.Token);
            return Next(context, memory with { ExitCode = exitCode }, $"ended with exit code {exitCode}");
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var last = await LastLinesAsync(container.Id, cancellationToken);
            await RemoveAsync(context, container.Id, cancellationToken);
            return new StepOutcome.Failed(
                new UserError(
                    $"{command.Code}.timedOut", $"'{string.Join(' ', command.Command)}' took longer than {Duration.Format(command.Timeout)} and was killed", "Raise the step's input 'timeout' if it needs more time."),
                last);
        }
    }

    async Task<StepOutcome> EndAsync(StepContext context, OneOff command, OneOffMemory memory, long exitCode, CancellationToken cancellationToken)
    {
        var last = exitCode == 0 ? "" : await LastLinesAsync(memory.Container, cancellationToken);
        await RemoveAsync(context, memory.Container, cancellationToken);
        return exitCode == 0
            ? new StepOutcome.Done(new JsonObject { ["exitCode"] = 0 }, $"{command.Command[0]} ended well")
            : new StepOutcome.Failed(
                new UserError($"{command.Code}.failed", $"'{string.Join(' ', command.Command)}' ended with exit code {exitCode}", command.EndHint),
                last);
    }

    async Task<string?> TryStartAsync(StepContext context, string container, CancellationToken cancellationToken)
    {
        await NetworkJoin.EnsureAsync(engine, context, container, ShapeOf(context).Networks, cancellationToken);
        await context.ConfirmAsync(cancellationToken);
        try
        {
            await engine.StartContainerAsync(container, cancellationToken);
            return null;
        }
        catch (ContainerEngineException e) when (e is not ContainerEngineUnreachableException)
        {
            return e.Message;
        }
    }

    async Task RemoveAsync(StepContext context, string container, CancellationToken cancellationToken)
    {
        await context.ConfirmAsync(cancellationToken);
        await engine.RemoveContainerAsync(container, cancellationToken);
    }

    TimeSpan Left(DateTimeOffset until) => until - time.GetUtcNow() is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    // Asked for when they are needed: what a command writes has no place in the journal before it is masked.
    async Task<string> LastLinesAsync(string container, CancellationToken cancellationToken)
    {
        if (await engine.FindContainerAsync(container, cancellationToken) is null)
        {
            return "What it wrote is in the run's log.";
        }

        var lines = await engine.LastLinesAsync(container, LastLines, cancellationToken);
        return lines.Count == 0 ? "It wrote nothing." : $"Its last lines:\n{string.Join('\n', lines.Select(line => line.Length <= LongestLine ? line : line[..LongestLine] + "…"))}";
    }
}
