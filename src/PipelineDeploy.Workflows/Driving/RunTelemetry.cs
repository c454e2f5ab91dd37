using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using PipelineDeploy.Workflows.Planning;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Driving;

/// <summary>What is told of runs to whoever measures; nothing is done while nobody does.</summary>
/// <remarks>OpenTelemetry's semantic conventions for CI/CD: a run is a pipeline run, a step is a task.</remarks>
public static class RunTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "PipelineDeploy.Runs";

    const string Pipeline = "cicd.pipeline.name";
    const string State = "cicd.pipeline.run.state";
    const string Result = "cicd.pipeline.result";
    const string RunId = "cicd.pipeline.run.id";
    const string TaskResult = "cicd.pipeline.task.run.result";
    const string ErrorType = "error.type";

    static readonly ActivitySource Source = new(Name);
    static readonly Meter Meter = new(Name);

    static readonly Histogram<double> Durations = Meter.CreateHistogram(
        "cicd.pipeline.run.duration", "s", "How long runs took: waiting for their turn (pending) and from their first step to their end (executing)", null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600] });

    static readonly UpDownCounter<long> Active = Meter.CreateUpDownCounter<long>("cicd.pipeline.run.active", "{run}", "Runs that this server has in hand");

    static readonly Counter<long> Errors = Meter.CreateCounter<long>("cicd.pipeline.run.errors", "{error}", "Attempts of steps that failed");

    /// <summary>This server has a run in hand, or has it no more.</summary>
    internal static void CountActive(Run run, int change) => Active.Add(change, new(Pipeline, run.Definition.Name), new(State, "executing"));

    /// <summary>Begins the span of one execution of a step; null while nobody looks.</summary>
    internal static Activity? BeginStep(Run run, string step, int attempt, bool isUndone)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        // Whoever samples decides by what is known at the beginning.
        var tags = new TagList
        {
            { Pipeline, run.Definition.Name }, { RunId, IdOf(run) }, { "cicd.pipeline.task.name", step }, { "cicd.pipeline.task.run.id", $"{run.Id}/{step}/{attempt}" },
            { "pipelinedeploy.app", run.Subject }, { "pipelinedeploy.step.kind", run.Definition.Step(step).Uses }, { "pipelinedeploy.step.attempt", attempt },
        };
        return Source.StartActivity(isUndone ? $"undo {step}" : step, ActivityKind.Internal, RunTrace.ParentOf(run), tags);
    }

    /// <summary>Says what came of it, which must hold no secret any more; whoever began the span ends it.</summary>
    internal static void NoteOutcome(Activity? span, Run run, JournalEvent outcome)
    {
        var error = outcome switch
        {
            JournalEvent.StepFailed failed => failed.Error,
            JournalEvent.CompensationFailed failed => failed.Error,
            _ => null,
        };
        if (error is not null)
        {
            Errors.Add(1, new(Pipeline, run.Definition.Name), new(ErrorType, error.Code));
            span?.SetTag(ErrorType, error.Code).SetStatus(ActivityStatusCode.Error, error.Message);
        }

        span?.SetTag(TaskResult, outcome switch
        {
            JournalEvent.StepSucceeded or JournalEvent.Compensated => "success",
            JournalEvent.StepHandedBack => "cancellation",
            JournalEvent.StepSkipped => "skip",
            // Of those that the conventions know, none says that it is not over.
            JournalEvent.StepWaiting => "waiting",
            _ when error is not null => ResultOf(error),
            _ => null,
        });
    }

    /// <summary>A run has ended; called once, by the driver whose commit ended it.</summary>
    internal static void EndRun(Run run, Decision.Finish end, DateTimeOffset now)
    {
        var began = run.StartedAt ?? now;
        var result = ResultOf(end);
        Durations.Record((began - run.CreatedAt).TotalSeconds, new(Pipeline, run.Definition.Name), new(State, "pending"));
        var tags = new TagList { { Pipeline, run.Definition.Name }, { State, "executing" }, { Result, result } };
        if (end.Error is { } error)
        {
            tags.Add(ErrorType, error.Error.Code);
        }

        Durations.Record((now - began).TotalSeconds, tags);
        if (!Source.HasListeners())
        {
            return;
        }

        using var span = Source.StartActivity($"RUN {run.Definition.Name}", ActivityKind.Server, RunTrace.ParentOf(run), startTime: began);
        span?.SetTag(Pipeline, run.Definition.Name).SetTag(RunId, IdOf(run)).SetTag("cicd.pipeline.action.name", "RUN").SetTag(Result, result)
            .SetTag("pipelinedeploy.app", run.Subject).SetTag("pipelinedeploy.trigger", run.Trigger).SetTag(ErrorType, end.Error?.Error.Code)
            .SetStatus(end.Error is null ? ActivityStatusCode.Unset : ActivityStatusCode.Error, end.Error?.Error.Message).SetEndTime(now.UtcDateTime);
    }

    static string IdOf(Run run) => run.Id.ToString(CultureInfo.InvariantCulture);

    static string ResultOf(Decision.Finish end) => end.State switch
    {
        RunState.Succeeded => "success",
        RunState.Cancelled => "cancellation",
        RunState.Superseded => "skip",
        RunState.NeedsAttention => "error",
        _ => end.Error is { } error ? ResultOf(error.Error) : "failure",
    };

    static string ResultOf(UserError error) => error.Code.EndsWith(".timedOut", StringComparison.Ordinal) ? "timeout" : "failure";
}
