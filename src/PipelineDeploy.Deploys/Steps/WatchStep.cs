using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Steps;

/// <summary>
/// <c>watch</c>: looks at what the visitors of the new version get, and fails when that is too bad; then the traffic goes back.
/// Each wait is a durable timer, and what the counters said is in the journal.
/// </summary>
public sealed class WatchStep(IContainerEngine engine, ITrafficRouter router, RouteKeeper routes, TimeProvider time) : IStepKind
{
    /// <inheritdoc />
    public string Name => "watch";

    /// <inheritdoc />
    public string Title => "Watch the traffic";

    /// <inheritdoc />
    public IReadOnlyList<StepInput> Inputs =>
        [new("for", "How long.", DataType.Duration, Default: "1m"), .. WatchLimits.Inputs];

    /// <inheritdoc />
    public IReadOnlyList<StepOutput>? Outputs =>
    [
        new("requests", "How many requests of visitors green has answered or given up.", DataType.Whole),
        new("failed", "How many of them were answered 5xx or not at all.", DataType.Whole),
        new("connectionErrors", "How many connections to green failed.", DataType.Whole),
    ];

    /// <inheritdoc />
    public IEnumerable<StepObjection> Judge(StepPlace place) => TrafficRules.OfWatch(place);

    /// <inheritdoc />
    public bool Compensates => false;

    /// <inheritdoc />
    public bool IsPivot => false;

    /// <inheritdoc />
    public async Task<StepOutcome> ExecuteAsync(StepContext context, CancellationToken cancellationToken)
    {
        var length = context.Inputs.Time("for", TimeSpan.FromMinutes(1));
        var limits = WatchLimits.Of(context.Inputs, length);
        var course = new WatchCourse(context, engine, router, routes, time);
        if (context.State is null)
        {
            var begin = await course.BeginAsync(length, cancellationToken);
            context.Log($"-----> Watching the traffic for {Checks.CheckWords.Seconds(length)} seconds");
            return new StepOutcome.WaitUntil(begin.NextLook(time.GetUtcNow(), limits.Interval), begin.ToState(), "watches the traffic");
        }

        var look = await course.LookAsync(WatchProgress.Of(context.State), limits, cancellationToken);
        if (look.Error is { } error)
        {
            return await course.FailAsync(look, limits, error, cancellationToken);
        }

        var told = new TrafficSeen(Look: look.ToLook(limits)).ToSeen();
        if (!look.IsOver)
        {
            return new StepOutcome.WaitUntil(look.Next, look.Progress.ToState(), look.Summary, told);
        }

        course.TellEnd(look, limits);
        var seen = look.Progress.Seen;
        return new StepOutcome.Done(
            new JsonObject { ["requests"] = seen.Requests, ["failed"] = seen.Failed, ["connectionErrors"] = seen.ConnectionErrors }, look.Summary, told);
    }

    /// <inheritdoc />
    public Task CompensateAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}
