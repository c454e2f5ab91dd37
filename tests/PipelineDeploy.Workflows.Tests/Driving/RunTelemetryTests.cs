using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Driving;
using PipelineDeploy.Workflows.Runs;

namespace PipelineDeploy.Workflows.Tests.Driving;

/// <summary>What is measured of runs. Others are driven beside these tests, so each looks at its own pipeline only.</summary>
public sealed class RunTelemetryTests : IDisposable
{
    readonly string _pipeline = $"measured-{Guid.CreateVersion7():N}";
    readonly ConcurrentQueue<Activity> _spans = [];
    readonly ConcurrentQueue<(string Name, double Value, Dictionary<string, object?> Tags)> _measured = [];
    readonly ActivityListener _listener;
    readonly MeterListener _meter = new();
    readonly ScriptedStep _a = new("a");
    readonly ScriptedStep _b = new("b");
    readonly InMemoryEngine _engine;

    public RunTelemetryTests()
    {
        _engine = new InMemoryEngine(_a, _b);
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RunTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.GetTagItem("cicd.pipeline.name") as string == _pipeline)
                {
                    _spans.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
        _meter.InstrumentPublished = (instrument, meter) =>
        {
            if (instrument.Meter.Name == RunTelemetry.Name)
            {
                meter.EnableMeasurementEvents(instrument);
            }
        };
        _meter.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument.Name, value, tags));
        _meter.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument.Name, value, tags));
        _meter.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public async Task A_run_is_one_trace_with_a_span_a_step_and_one_of_its_own()
    {
        var run = await _engine.StartAsync(Pipeline());

        await _engine.FinishAsync(run.Id);

        _spans.Select(span => span.DisplayName).ShouldBe(["a", "b", $"RUN {_pipeline}"]);
        _spans.ShouldAllBe(span => span.TraceId.ToHexString() == TraceOf(run));
        _spans.Last().GetTagItem("cicd.pipeline.result").ShouldBe("success");
        _spans.First().GetTagItem("cicd.pipeline.task.run.result").ShouldBe("success");
        _spans.Select(span => span.GetTagItem("cicd.pipeline.run.id")).Distinct().ShouldBe([$"{run.Id}"]);
    }

    [Fact]
    public async Task The_trace_is_that_of_the_request_that_made_the_run()
    {
        using var door = new Activity("door").SetIdFormat(ActivityIdFormat.W3C).Start();

        var run = await _engine.StartAsync(Pipeline());

        run.TraceParent.ShouldBe(door.Id);
    }

    [Fact]
    public async Task The_driver_after_one_that_was_killed_goes_on_in_the_same_trace()
    {
        _b.ThenThrow(new LostDatabaseException());
        var run = await _engine.StartAsync(Pipeline());
        await Should.ThrowAsync<LostDatabaseException>(() => _engine.DriveAsync(run.Id));
        await _engine.SweepAsync();

        (await _engine.FinishAsync(run.Id)).State.ShouldBe(RunState.Succeeded);

        _spans.Select(span => span.DisplayName).ShouldBe(["a", "b", "b", $"RUN {_pipeline}"]);
        _spans.ShouldAllBe(span => span.TraceId.ToHexString() == TraceOf(run));
    }

    [Fact]
    public async Task A_step_that_fails_is_an_error_with_its_code_and_its_undoing_is_seen()
    {
        _b.ThenFail();
        var run = await _engine.StartAsync(Pipeline());

        (await _engine.FinishAsync(run.Id)).State.ShouldBe(RunState.RolledBack);

        var failed = _spans.Single(span => span.DisplayName == "b");
        failed.Status.ShouldBe(ActivityStatusCode.Error);
        failed.GetTagItem("cicd.pipeline.task.run.result").ShouldBe("failure");
        var code = failed.GetTagItem("error.type").ShouldBeOfType<string>();
        _spans.Select(span => span.DisplayName).ShouldContain("undo a");
        _measured.Single(one => one.Name == "cicd.pipeline.run.errors").Tags["error.type"].ShouldBe(code);
    }

    [Fact]
    public async Task How_long_it_waited_and_how_long_it_took_is_measured_once()
    {
        _b.ThenWait(TimeSpan.FromSeconds(40));
        var run = await _engine.StartAsync(Pipeline());
        _engine.Time.Advance(TimeSpan.FromSeconds(3));

        await _engine.DriveAsync(run.Id);
        await _engine.FinishAsync(run.Id);

        var durations = _measured.Where(one => one.Name == "cicd.pipeline.run.duration").ToList();
        durations.Select(one => (one.Tags["cicd.pipeline.run.state"], one.Value)).ShouldBe([("pending", 3d), ("executing", 40d)]);
        durations[1].Tags["cicd.pipeline.result"].ShouldBe("success");
        _measured.Where(one => one.Name == "cicd.pipeline.run.active").Select(one => one.Value).ShouldBe([1, -1, 1, -1]);
        _spans.Where(span => span.DisplayName == "b").Select(span => span.GetTagItem("cicd.pipeline.task.run.result")).ShouldBe(["waiting", "success"]);
    }

    Workflows.Definitions.PipelineDefinition Pipeline() => new PipelineBuilder(_pipeline).Step(_a).Step(_b).Build();

    static string TraceOf(Run run) => run.TraceParent.ShouldNotBeNull().Split('-')[1];

    void Note(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var known = new Dictionary<string, object?>(tags.ToArray(), StringComparer.Ordinal);
        if (known.GetValueOrDefault("cicd.pipeline.name") as string == _pipeline)
        {
            _measured.Enqueue((name, value, known));
        }
    }
}
