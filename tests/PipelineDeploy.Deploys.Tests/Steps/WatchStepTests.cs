using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Routing;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Tests.Steps;

public sealed class WatchStepTests : IDisposable
{
    const long Run = TrafficStage.Run;
    readonly TrafficStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task What_does_well_passes_when_the_time_is_over_and_not_before()
    {
        var step = await WatchingAsync(("for", "12s"));
        _stage.Counts(Run, requests: 1140, errors: 42);

        (await LaterAsync(step, 5)).ShouldBeOfType<StepOutcome.WaitUntil>().Note.ShouldBe("1,040 requests, 2 failed (0.2 %), 95 % within 10 ms");
        (await LaterAsync(step, 5)).ShouldBeOfType<StepOutcome.WaitUntil>().Until.ShouldBe(_stage.Time.GetUtcNow().AddSeconds(2));
        var done = (await LaterAsync(step, 2)).ShouldBeOfType<StepOutcome.Done>();

        (done.Output["requests"]!.GetValue<long>(), done.Output["failed"]!.GetValue<long>()).ShouldBe((1040, 2));
    }

    [Fact]
    public async Task Too_many_errors_fail_it_at_once_with_the_numbers()
    {
        var step = await WatchingAsync(("for", "10m"));
        _stage.Counts(Run, requests: 202, errors: 71);

        var failed = (await LaterAsync(step, 5)).ShouldBeOfType<StepOutcome.Failed>();

        (failed.Error.Code, failed.Error.Message).ShouldBe(("watch.tooManyErrors", "31 of 102 requests (30.4 %) answered 5xx, limit 5 %"));
        failed.Error.Hint.ShouldNotBeNull();
        failed.IsRetryable.ShouldBeFalse();
        step.Log[^1].ShouldBe(" !     31 of 102 requests (30.4 %) answered 5xx, limit 5 %");
    }

    [Theory]
    [InlineData(0, 20, 0, 10, "", "watch.tooManyErrors", "20 of 100 requests (20 %) got no answer, limit 5 %")]
    [InlineData(3, 4, 0, 10, "", "watch.tooManyErrors", "7 of 100 requests (7 %) failed (3 answered 5xx, 4 got no answer), limit 5 %")]
    [InlineData(0, 0, 11, 10, "", "watch.connectionErrors", "11 connections to the new version failed, limit 10")]
    [InlineData(0, 0, 0, 801, "800ms", "watch.tooSlow", "The 95th percentile of the response time is 801 ms, limit 800 ms")]
    public async Task Each_limit_says_what_was_seen(int errors, int unanswered, int connectionErrors, int slowestMs, string longest, string code, string message)
    {
        var step = await WatchingAsync(("maxResponseTime", longest));
        _stage.Counts(Run, 200, 40 + errors, unanswered, connectionErrors, slowestMs);

        var error = (await LaterAsync(step, 5)).ShouldBeOfType<StepOutcome.Failed>().Error;

        (error.Code, error.Message).ShouldBe((code, message));
    }

    [Fact]
    public async Task A_rate_that_is_the_limit_passes()
    {
        var step = await WatchingAsync(("maxErrorRate", "2.5"), ("for", "5s"));
        _stage.Counts(Run, 140, errors: 41);

        (await LaterAsync(step, 5)).ShouldBeOfType<StepOutcome.Done>();
    }

    [Theory]
    [InlineData("pass", null)]
    [InlineData("fail", "watch.tooFewRequests")]
    public async Task Of_too_few_requests_nothing_is_judged_and_what_that_means_is_to_be_said(string tooFew, string? code)
    {
        var step = await WatchingAsync(("tooFew", tooFew), ("for", "5s"));
        _stage.Counts(Run, 109, errors: 49);

        var outcome = await LaterAsync(step, 5);

        (outcome as StepOutcome.Failed)?.Error.Code.ShouldBe(code);
        (outcome is StepOutcome.Done).ShouldBe(code is null);
        step.Log[^1].ShouldStartWith(code is null ? " !     Too few requests to judge by, 10 are needed" : " !     Only 9 requests were seen");
    }

    [Fact]
    public async Task What_the_proxy_counted_before_a_reload_stays_counted()
    {
        var step = await WatchingAsync(("for", "15s"));
        _stage.Counts(Run, 150, errors: 41);
        await LaterAsync(step, 5);
        _stage.Counts(Run, 30, errors: 1, source: "2");
        await LaterAsync(step, 5);
        _stage.Counts(Run, 35, errors: 1, source: "2");

        var done = (await LaterAsync(step, 5)).ShouldBeOfType<StepOutcome.Done>();

        (done.Output["requests"]!.GetValue<long>(), done.Output["failed"]!.GetValue<long>()).ShouldBe((85, 2));
    }

    [Fact]
    public async Task Counters_of_the_same_process_that_fell_have_begun_anew()
    {
        var step = await WatchingAsync(("for", "5s"));
        _stage.Counts(Run, 60, errors: 2);

        (await LaterAsync(step, 5)).ShouldBeOfType<StepOutcome.Done>().Output["requests"]!.GetValue<long>().ShouldBe(60);
    }

    [Fact]
    public async Task Another_server_goes_on_from_the_journal()
    {
        var step = await WatchingAsync(("for", "10s"));
        _stage.Counts(Run, 150, errors: 41);
        await LaterAsync(step, 5);
        var journal = JsonNode.Parse(step.State!.ToJsonString())!.AsObject();

        var next = new PlayedStep(_stage.Watch(), _stage.Time, new JsonObject { ["for"] = "10s" }) { State = journal };
        _stage.Counts(Run, 152, errors: 41);

        (await LaterAsync(next, 5)).ShouldBeOfType<StepOutcome.Done>().Output["requests"]!.GetValue<long>().ShouldBe(52);
        next.Log.ShouldNotContain(line => line.StartsWith("-----> Watching", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_proxy_that_is_away_for_a_while_fails_nothing_and_one_that_stays_away_does()
    {
        var step = await WatchingAsync(("for", "10s"));
        _stage.Away(new RouterException("HAProxy does not answer"));
        (await LaterAsync(step, 10)).ShouldBeOfType<StepOutcome.WaitUntil>().Note.ShouldBe("HAProxy does not answer");
        _stage.Away(null);
        (await LaterAsync(step, 5)).ShouldBeOfType<StepOutcome.Done>();

        var another = await WatchingAsync(("for", "10s"));
        _stage.Away(new RouterException("HAProxy does not answer"));
        await Should.ThrowAsync<RouterException>(() => LaterAsync(another, 41));
    }

    [Fact]
    public async Task A_container_that_ends_while_it_has_traffic_fails_it_whatever_was_counted()
    {
        var step = await WatchingAsync();
        await _stage.Engine.StopContainerAsync(_stage.Route.Serving.Single().Container, TimeSpan.Zero, CancellationToken.None);

        var error = (await LaterAsync(step, 5)).ShouldBeOfType<StepOutcome.Failed>().Error;

        error.Code.ShouldBe("watch.containerEnded");
        error.Message.ShouldStartWith("shop-blue ended with exit code");
    }

    [Fact]
    public async Task Where_nothing_of_the_run_serves_there_is_nothing_to_watch()
    {
        await _stage.ServeAsync("shop-blue", run: 5);

        var error = (await Should.ThrowAsync<UserErrorException>(() => Step().OnceAsync())).Error;

        (error.Code, error.Message).ShouldBe(("watch.servesNothing", "Nothing that run 7 has started gets traffic, so there is nothing to watch"));
    }

    [Fact]
    public async Task With_a_router_that_counts_nothing_it_says_which_one_does()
    {
        await _stage.ServeAsync("shop-blue", Run);
        _stage.Router.CountsAnswers = false;

        var error = (await Should.ThrowAsync<UserErrorException>(() => Step().OnceAsync())).Error;

        (error.Code, error.Message).ShouldBe(("router.noCounters", "Watching the traffic judges a version by the answers that the router counts for it, and memory counts none"));
        error.Hint.ShouldNotBeNull().ShouldContain("PIPELINEDEPLOY_ROUTER=haproxy");
    }

    [Theory]
    [InlineData("for", "soon")]
    [InlineData("maxErrorRate", "101")]
    [InlineData("maxErrorRate", "few")]
    [InlineData("minRequests", "0")]
    [InlineData("maxConnectionErrors", "-1")]
    [InlineData("tooFew", "maybe")]
    public void An_input_that_makes_no_sense_is_refused_before_the_run(string name, string value) =>
        BareKinds.Catalog["watch"].Inputs.Single(input => input.Name == name).ProblemWith(value).ShouldNotBeNull();

    /// <summary>A step whose watch has begun, when 100 requests had been seen, 40 of them failed.</summary>
    async Task<PlayedStep> WatchingAsync(params (string Name, string Value)[] inputs)
    {
        if (!_stage.Route.Serving.Any())
        {
            await _stage.ServeAsync("shop-blue", Run);
        }

        _stage.Counts(Run, requests: 100, errors: 40);
        var step = Step(inputs);
        (await step.OnceAsync()).ShouldBeOfType<StepOutcome.WaitUntil>();
        return step;
    }

    async Task<StepOutcome> LaterAsync(PlayedStep step, int seconds)
    {
        _stage.Time.Advance(TimeSpan.FromSeconds(seconds));
        return await step.OnceAsync();
    }

    PlayedStep Step(params (string Name, string Value)[] inputs) =>
        new(_stage.Watch(), _stage.Time, new JsonObject(inputs.Select(input => KeyValuePair.Create(input.Name, (JsonNode?)input.Value))));
}
