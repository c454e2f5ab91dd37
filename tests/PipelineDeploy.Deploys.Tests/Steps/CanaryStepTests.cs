using System.Text.Json.Nodes;
using PipelineDeploy.Deploys.Containers;
using PipelineDeploy.Deploys.Docker;
using PipelineDeploy.Deploys.Steps;
using PipelineDeploy.TestKit.Config;
using PipelineDeploy.TestKit.Releases;
using PipelineDeploy.Workflows;
using PipelineDeploy.Workflows.Steps;

namespace PipelineDeploy.Deploys.Tests.Steps;

public sealed class CanaryStepTests : IDisposable
{
    const long Run = TrafficStage.Run;
    const string Blue = "v5-r5-web-1";
    const string Green = "v7-r7-web-1";
    readonly TrafficStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task Green_gets_its_shares_one_after_the_other_and_blue_the_rest()
    {
        var (step, blue, green) = await BeginAsync();
        _stage.Shares.ShouldBe([(Blue, 90), (Green, 10)]);
        (_stage.NameOf(blue), _stage.NameOf(green)).ShouldBe(("shop-blue", "shop-green"));

        await NextAsync(step);
        _stage.Shares.ShouldBe([(Blue, 50), (Green, 50)]);
        await NextAsync(step);
        _stage.Shares.ShouldBe([(Green, 100)]);
        (_stage.NameOf(blue), _stage.NameOf(green)).ShouldBe(("shop-retired-v5", "shop-blue"));
        var done = (await NextAsync(step)).ShouldBeOfType<StepOutcome.Done>();

        (done.Output["replaced"]!.GetValue<bool>(), done.Output["weight"]!.GetValue<int>(), done.Output["watched"]!.GetValue<long>()).ShouldBe((true, 100, 300));
        step.Log.ShouldContain("-----> 10 % of the traffic goes to v7");
        step.Log.ShouldContain("-----> Traffic goes to v7");
    }

    [Fact]
    public async Task It_waits_by_a_timer_and_looks_meanwhile()
    {
        var (step, _, _) = await BeginAsync(("pause", "8s"));

        var wait = (await AfterAsync(step, 5)).ShouldBeOfType<StepOutcome.WaitUntil>();

        wait.Until.ShouldBe(_stage.Time.GetUtcNow().AddSeconds(3));
        wait.Note.ShouldBe("10 %: 0 requests, 0 failed (0 %), 95 % within 10 ms");
        _stage.Shares.ShouldBe([(Blue, 90), (Green, 10)]);
    }

    [Fact]
    public async Task What_does_badly_at_a_share_fails_and_undone_everything_goes_back()
    {
        var (step, blue, _) = await BeginAsync();
        _stage.Counts(Run, 40, errors: 12);

        var failed = (await AfterAsync(step, 5)).ShouldBeOfType<StepOutcome.Failed>();
        await step.UndoAsync();
        await step.UndoAsync();

        (failed.Error.Code, failed.Error.Message).ShouldBe(("watch.tooManyErrors", "With 10 % of the traffic: 12 of 40 requests (30 %) answered 5xx, limit 5 %"));
        _stage.Shares.ShouldBe([(Blue, 100)]);
        _stage.Route.Targets.Count.ShouldBe(1);
        _stage.NameOf(blue).ShouldBe("shop-blue");
    }

    [Fact]
    public async Task Undone_after_the_last_share_blue_gets_everything_and_its_name_back()
    {
        var (step, blue, green) = await BeginAsync();
        await NextAsync(step);
        await NextAsync(step);

        await step.UndoAsync();

        _stage.Shares.ShouldBe([(Blue, 100)]);
        (_stage.NameOf(blue), _stage.NameOf(green)).ShouldBe(("shop-blue", "shop-green"));
    }

    [Fact]
    public async Task A_server_that_died_after_the_share_was_given_gives_it_again_and_changes_nothing()
    {
        var (step, _, _) = await BeginAsync();
        var generation = _stage.Route.Generation;
        var (state, afterFirst) = (step.State, _stage.Time.GetUtcNow());

        step.State = null;
        (await step.OnceAsync()).ShouldBeOfType<StepOutcome.WaitUntil>();
        _stage.Route.Generation.ShouldBe(generation);

        await NextAsync(step);
        step.State = state;
        (await NextAsync(step)).ShouldBeOfType<StepOutcome.WaitUntil>();
        _stage.Route.Generation.ShouldBe(generation + 1);
        _stage.Route.SwitchedAt.ShouldNotBeNull().ShouldBeGreaterThan(afterFirst);
    }

    [Fact]
    public async Task Another_attempt_begins_with_the_first_share_again()
    {
        var (step, blue, green) = await BeginAsync();
        await NextAsync(step);
        await NextAsync(step);

        (step.State, step.Attempt) = (null, 2);
        await step.OnceAsync();

        _stage.Shares.ShouldBe([(Blue, 90), (Green, 10)]);
        (_stage.NameOf(blue), _stage.NameOf(green)).ShouldBe(("shop-blue", "shop-green"));
    }

    [Fact]
    public async Task The_first_version_of_all_gets_everything_at_once()
    {
        var green = await _stage.StartAsync("shop-green", Run);

        var done = (await Step(green).OnceAsync()).ShouldBeOfType<StepOutcome.Done>();

        done.Output["replaced"]!.GetValue<bool>().ShouldBeFalse();
        BareKinds.Catalog["canary"].Outputs!.Select(output => output.Name).ShouldBe(done.Output.Select(output => output.Key), ignoreOrder: true);
        _stage.Shares.ShouldBe([(Green, 100)]);
        _stage.NameOf(green).ShouldBe("shop-blue");
    }

    [Fact]
    public async Task A_run_that_is_older_than_what_serves_gets_no_share()
    {
        await _stage.ServeAsync("shop-blue", run: 8);
        var green = await _stage.StartAsync("shop-green", Run);

        (await Should.ThrowAsync<UserErrorException>(() => Step(green).OnceAsync())).Error.Code.ShouldBe("switch.outdated");
        var rollback = Step(green);
        rollback.RunInputs = new JsonObject { ["rollback"] = true };
        await rollback.OnceAsync();

        _stage.Shares.ShouldBe([("v8-r8-web-1", 90), (Green, 10)]);
    }

    [Fact]
    public async Task The_next_deploy_does_not_remove_a_green_that_was_left_with_a_share()
    {
        var (_, _, green) = await BeginAsync();
        var labels = new ContainerLabels("tests");
        var start = new StartStep(_stage.Engine, labels, new InMemoryReleaseStore(_ => true), new PlainVault(), _stage.Routes, HostPaths.None);
        var image = new JsonObject { ["image"] = "image", ["release"] = 9, ["port"] = 5000 };

        await start.ExecuteAsync(
            new StepContext(9, 1, "shop", "start", 1, image, null, [], new Dictionary<string, JsonObject>(), _stage.Time.GetUtcNow(), _ => { }) { Origin = 9 }, CancellationToken.None);

        _stage.NameOf(green).ShouldBe("shop-retired-v7");
        _stage.Engine.Containers.ShouldContain(container => container.Name == "shop-green" && container.Id != green);
    }

    [Theory]
    [InlineData("10, 50, 100", 10, 50, 100)]
    [InlineData("5%,100 %", 5, 100)]
    [InlineData("25", 25)]
    public void Weights_are_a_text_or_a_list(string text, params int[] expected)
    {
        CanaryWeights.Read(new JsonObject { ["weights"] = text, ["complete"] = false }).ShouldBe(expected);
        CanaryWeights.Read(new JsonObject { ["weights"] = new JsonArray([.. expected.Select(one => JsonValue.Create(one))]), ["complete"] = "false" }).ShouldBe(expected);
    }

    [Theory]
    [InlineData("10, 50", true)]
    [InlineData("10, 50", null)]
    [InlineData("10, 50, 100", null)]
    public void All_of_the_traffic_comes_last_unless_the_step_says_otherwise(string text, bool? complete) =>
        CanaryWeights.Read(new JsonObject { ["weights"] = text, ["complete"] = complete }).ShouldBe([10, 50, 100]);

    [Fact]
    public async Task A_canary_that_is_not_to_be_completed_leaves_both_versions_with_their_shares()
    {
        var (step, blue, green) = await BeginAsync(("weights", "20"), ("complete", "false"));

        var done = (await NextAsync(step)).ShouldBeOfType<StepOutcome.Done>();

        done.Output["weight"]!.GetValue<int>().ShouldBe(20);
        _stage.Shares.ShouldBe([(Blue, 80), (Green, 20)]);
        (_stage.NameOf(blue), _stage.NameOf(green)).ShouldBe(("shop-blue", "shop-green"));
    }

    [Theory]
    [InlineData("0, 100")]
    [InlineData("10, 101")]
    [InlineData("50, 10")]
    [InlineData("10, 10")]
    [InlineData("ten")]
    [InlineData("12.5, 100")]
    [InlineData(",")]
    public void Weights_that_make_no_sense_are_told_with_what_would(string text)
    {
        var error = Should.Throw<UserErrorException>(() => CanaryWeights.Read(new JsonObject { ["weights"] = text })).Error;

        error.Code.ShouldBe("canary.badWeights");
        error.Message.ShouldStartWith("'weights' must be whole percents from 1 to 100, each more than the one before, such as 10, 50, 100, not");
    }

    [Fact]
    public async Task With_a_router_that_counts_nothing_nobody_gets_a_version_that_nobody_could_watch()
    {
        await _stage.ServeAsync("shop-blue", run: 5);
        var green = await _stage.StartAsync("shop-green", Run);
        _stage.Router.CountsAnswers = false;

        var error = (await Should.ThrowAsync<UserErrorException>(() => Step(green).OnceAsync())).Error;

        error.Code.ShouldBe("router.noCounters");
        _stage.Shares.ShouldBe([(Blue, 100)]);
    }

    /// <summary>A canary that has just got its first share beside a blue of run 5.</summary>
    async Task<(PlayedStep Step, string Blue, string Green)> BeginAsync(params (string Name, string Value)[] inputs)
    {
        var (blue, green) = (await _stage.ServeAsync("shop-blue", run: 5), await _stage.StartAsync("shop-green", Run));
        _stage.Counts(Run, 0);
        var step = Step(green, inputs);
        (await step.OnceAsync()).ShouldBeOfType<StepOutcome.WaitUntil>();
        return (step, blue, green);
    }

    /// <summary>Lets a pause pass in which 100 requests were answered well.</summary>
    async Task<StepOutcome> NextAsync(PlayedStep step)
    {
        var seen = _stage.Router.Counters(Green).Single().Count.Requests;
        _stage.Counts(Run, seen + 100);
        return await AfterAsync(step, 60);
    }

    async Task<StepOutcome> AfterAsync(PlayedStep step, int seconds)
    {
        _stage.Time.Advance(TimeSpan.FromSeconds(seconds));
        return await step.OnceAsync();
    }

    PlayedStep Step(string green, params (string Name, string Value)[] inputs)
    {
        var with = new JsonObject(inputs.Select(input => KeyValuePair.Create(input.Name, (JsonNode?)input.Value))) { ["container"] = green, ["release"] = 7 };
        return new PlayedStep(_stage.Canary(), _stage.Time, with);
    }
}
