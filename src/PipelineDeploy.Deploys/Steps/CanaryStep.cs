using System.Globalization;
using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Steps;

/// <summary>
/// <c>canary</c>: gives green a growing share of the traffic and watches it at each; when it does badly the traffic goes back. Each pause is
/// a durable timer. The share is a row, and giving it twice changes nothing.
/// </summary>
public sealed class CanaryStep(SwitchStep switching, IContainerEngine engine, ITrafficRouter router, RouteKeeper routes, TimeProvider time) : IStepKind
{
    /// <inheritdoc />
    public string Name => "canary";

    /// <inheritdoc />
    public string Title => "Move traffic step by step";

    /// <inheritdoc />
    public IReadOnlyList<StepInput> Inputs =>
    [
        new("container", "Id of green.", DataType.Text, IsRequired: true),
        new("release", "Number of its release.", DataType.Whole, IsRequired: true, Least: 1),
        new("weights", "Percents of the traffic that green gets, one after the other: a list, or a text with commas.", Default: CanaryWeights.Default),
        new("complete", "false leaves green with the last of its weights; else all of the traffic comes after them.", DataType.Boolean, Default: "true"),
        new("pause", "How long green has each share, the last one too, and is watched meanwhile.", DataType.Duration, Default: "1m"),
        .. WatchLimits.Inputs,
        new("drain", "When undone, longest time green's open requests get.", DataType.Duration, Default: "30s"),
    ];

    /// <inheritdoc />
    public IReadOnlyList<StepOutput>? Outputs =>
    [
        new("replaced", "Whether another version served before.", DataType.Boolean),
        new("weight", "The percent of the traffic that green has in the end.", DataType.Whole),
        new("requests", "How many requests of ours went through the router while the traffic moved; 0 when the app did not answer before.", DataType.Whole),
        new("failed", "How many of them got no answer.", DataType.Whole),
        new("watched", "How many requests of visitors green has answered or given up.", DataType.Whole),
        new("errors", "How many of those were answered 5xx or not at all.", DataType.Whole),
    ];

    /// <inheritdoc />
    public IEnumerable<StepObjection> Judge(StepPlace place) => TrafficRules.OfCanary(place);

    /// <inheritdoc />
    public bool Compensates => true;

    /// <inheritdoc />
    public bool IsPivot => false;

    /// <inheritdoc />
    public async Task<StepOutcome> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        var weights = CanaryWeights.Read(context.Inputs);
        if (context.State is null)
        {
            return await GiveAsync(context, weights, 0, null, cancellationToken);
        }

        var progress = CanaryProgress.Of(context.State);
        var share = Share(weights[progress.Stage]);
        var limits = WatchLimits.Of(context.Inputs, PauseOf(context));
        var course = CourseOf(context);
        var look = await course.LookAsync(progress.Watch, limits, cancellationToken);
        if (look.Error is { } error)
        {
            return await course.FailAsync(look, limits, error with { Message = $"With {share} of the traffic: {error.Message}" }, cancellationToken);
        }

        if (!look.IsOver)
        {
            return new StepOutcome.WaitUntil(look.Next, (progress with { Watch = look.Progress }).ToState(), $"{share}: {look.Summary}", new TrafficSeen(Look: look.ToLook(limits)).ToSeen());
        }

        course.TellEnd(look, limits);
        var after = progress with { Watch = look.Progress, Seen = progress.Seen.Plus(look.Progress.Seen) };
        return after.Stage + 1 < weights.Count
            ? await GiveAsync(context, weights, after.Stage + 1, after, cancellationToken, look.ToLook(limits))
            : Done(weights[^1], after, look.ToLook(limits));
    }

    /// <inheritdoc />
    public Task CompensateAsync(StepContext context, CancellationToken cancellationToken) => switching.CompensateAsync(context, cancellationToken);

    /// <summary>Gives green a share and begins to watch it.</summary>
    async Task<StepOutcome> GiveAsync(StepContext context, IReadOnlyList<int> weights, int stage, CanaryProgress? before, CancellationToken cancellationToken, TrafficLook? last = null)
    {
        var percent = weights[stage];
        // Before anybody meets a version that nobody could watch.
        RouterCounters.Require(router, "A canary");
        if ((await routes.ReadAsync(context.Subject, cancellationToken)).Targets.All(target => target.RunId == context.Origin))
        {
            context.Log("-----> Nothing served before, so the new version gets all of the traffic at once");
            return First((StepOutcome.Done)await switching.ExecuteAsync(context, cancellationToken));
        }

        var move = percent == 100 ? await SwitchAsync(context, cancellationToken) : await ShareAsync(context, percent, cancellationToken);
        var pause = PauseOf(context);
        var watch = await CourseOf(context).BeginAsync(pause, cancellationToken);
        var progress = new CanaryProgress(
            stage, watch, before?.Seen ?? TrafficCount.None, (before?.Probed ?? 0) + move.Requests, (before?.Lost ?? 0) + move.Failed);
        var next = watch.NextLook(time.GetUtcNow(), WatchLimits.Of(context.Inputs, pause).Interval);
        return new StepOutcome.WaitUntil(next, progress.ToState(), $"{Share(percent)} of the traffic", new TrafficSeen(move, last).ToSeen());
    }

    async Task<TrafficMove> SwitchAsync(StepContext context, CancellationToken cancellationToken) =>
        TrafficSeen.In(((StepOutcome.Done)await switching.ExecuteAsync(context, cancellationToken)).Seen)!.Move!;

    async Task<TrafficMove> ShareAsync(StepContext context, int percent, CancellationToken cancellationToken)
    {
        var green = await switching.TargetsAsync(context, cancellationToken);
        var (route, met) = await switching.WatchedAsync(
            context, route => route.Share(green, percent, context.Now, context.RunInputs.IsTrue("rollback")), cancellationToken);
        // Another attempt may have had all of the traffic, and with it the names, already.
        await switching.RestoreNamesAsync(context, route, cancellationToken);
        context.Log($"-----> {Share(percent)} of the traffic goes to v{green[0].Release}{(met is null ? "" : $"; {met}")}");
        return SwitchStep.MoveOf(context, route, green[0].Release, percent, met);
    }

    WatchCourse CourseOf(StepContext context) => new(context, engine, router, routes, time);

    static TimeSpan PauseOf(StepContext context) => context.Inputs.Time("pause", TimeSpan.FromMinutes(1));

    static StepOutcome.Done First(StepOutcome.Done switched)
    {
        var output = switched.Output.DeepClone().AsObject();
        (output["weight"], output["watched"], output["errors"]) = (100, 0, 0);
        return switched with { Output = output };
    }

    static StepOutcome.Done Done(int weight, CanaryProgress progress, TrafficLook? last) => new(
        new JsonObject
        {
            ["replaced"] = true,
            ["weight"] = weight,
            ["requests"] = progress.Probed,
            ["failed"] = progress.Lost,
            ["watched"] = progress.Seen.Requests,
            ["errors"] = progress.Seen.Failed,
        },
        string.Create(CultureInfo.InvariantCulture, $"{Share(weight)} of the traffic; {progress.Seen.Failed:N0} of {progress.Seen.Requests:N0} requests failed"),
        new TrafficSeen(Look: last).ToSeen());

    static string Share(int percent) => string.Create(CultureInfo.InvariantCulture, $"{percent} %");
}
