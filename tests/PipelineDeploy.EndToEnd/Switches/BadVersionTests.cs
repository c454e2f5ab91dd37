using System.Globalization;
using System.Net;
using PipelineDeploy.Contracts;
using PipelineDeploy.EndToEnd.Stack;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Load;
using Xunit.Abstractions;

namespace PipelineDeploy.EndToEnd.Switches;

/// <summary>A version that passes its checks and then answers 30 % of its visitors with 500.</summary>
[Collection(QuietStackCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class BadVersionTests(DeployStack stack, ITestOutputHelper output)
{
    [Fact]
    public async Task After_a_switch_watch_sees_it_and_the_traffic_goes_back_with_the_reason_in_the_run()
    {
        var app = await stack.NewAppAsync("watched");
        var pipeline = $"watched-{app}";
        await stack.Client.PublishPipelineAsync(new PublishPipeline(await WithWatchAsync(pipeline)));

        var (run, lost) = await DeployBadAsync(app, pipeline);

        run.Error!.Step.ShouldBe("watch");
        run.Error.Message.ShouldMatch(@"^\d+ of \d+ requests \([\d.]+ %\) answered 5xx, limit 5 %$");
        lost.ShouldBeLessThan(0.4);
    }

    [Fact]
    public async Task As_a_canary_it_harms_only_its_share_of_the_visitors()
    {
        var app = await stack.NewAppAsync("tried");

        var (run, lost) = await DeployBadAsync(app, "canary", ("pause", "60s"), ("interval", "500ms"));

        run.Error!.Step.ShouldBe("canary");
        run.Error.Message.ShouldMatch(@"^With 10 % of the traffic: \d+ of \d+ requests \([\d.]+ %\) answered 5xx, limit 5 %$");
        lost.ShouldBeLessThan(0.1);
    }

    [Fact]
    public async Task While_two_versions_serve_a_rollback_takes_the_new_one_back()
    {
        var app = await stack.NewAppAsync("shared");
        await stack.DeployAsync(app, stack.Echo("v1"));
        await using var visitor = new Visitor(app, stack.RouterPort, pauseMs: 20);
        var run = await stack.BeginDeployAsync(app, stack.Echo("v2"), "canary", ("weights", "50,100"), ("pause", "10m"));
        await stack.SeeStepAsync(run, "canary", "waiting");

        var status = await stack.Client.GetStatusAsync(app);
        status.App.ServingRelease.ShouldBe(1);
        status.Containers.Select(one => (one.Name, one.Slot, one.Release, one.Weight)).ShouldBe([($"{app}-blue", "blue", 1, 50), ($"{app}-green", "green", 2, 50)]);
        (await stack.Client.ListReleasesAsync(app)).Items.ShouldAllBe(release => release.Serves);
        (await stack.Client.PreviewRollbackAsync(app, null)).ShouldSatisfyAllConditions(
            preview => (preview.From.Number, preview.To.Number).ShouldBe((2, 1)), preview => preview.Undoes.ShouldBe(run.Id));

        var back = await stack.EndOfAsync(await stack.Client.RollBackAsync(app, new RollBack()));

        back.State.ShouldBe("succeeded");
        (await stack.EndOfAsync(run)).State.ShouldBe("cancelled");
        (await stack.ContainersOfAsync(app)).ShouldBe([$"{app}-blue"]);
        (await Visitor.AskAsync(app, stack.RouterPort)).ShouldBe((200, "v1"));
        await visitor.LeaveContentAsync("v1", "v2");
    }

    /// <summary>Deploys a good version and then the bad one under load; tells how it was noticed and which part of all requests failed meanwhile.</summary>
    async Task<(RunView Run, double Lost)> DeployBadAsync(string app, string pipeline, params IEnumerable<(string Name, string Value)> inputs)
    {
        await stack.DeployAsync(app, stack.Echo("v1"));
        await using var load = KeepAliveLoad.Start(new LoadOptions
        {
            EndPoint = new IPEndPoint(IPAddress.Loopback, stack.RouterPort),
            Host = $"{app}.localhost",
            Connections = 4,
            Pause = TimeSpan.FromMilliseconds(15),
        });
        var run = await stack.BeginDeployAsync(app, stack.Echo("v2", failing: 3), pipeline, inputs);
        await Eventually.HoldsAsync(async () => (await stack.ServingAsync(app)).Any(target => target.StartsWith("v2-", StringComparison.Ordinal)), "v2 gets traffic");
        var before = load.Report();
        run = await stack.EndOfAsync(run);
        var after = await load.StopAsync();

        run.State.ShouldBe("rolledBack", run.Error?.Message);
        run.Error!.Code.ShouldBe("watch.tooManyErrors");
        (await Visitor.AskAsync(app, stack.RouterPort)).ShouldBe((200, "v1"));
        (await stack.ServingAsync(app)).ShouldHaveSingleItem().ShouldStartWith("v1-");
        (await stack.ContainersOfAsync(app)).ShouldBe([$"{app}-blue"]);
        after.Answers.Keys.ShouldBe(["v1", "v2"], ignoreOrder: true);
        var served = (await stack.Client.ListReleasesAsync(app)).Items.Single(release => release.Number == 2).Served!;
        var time = served.Until.ShouldNotBeNull() - served.Since;
        var lost = (double)after.Failed / (after.Requests - before.Requests);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{pipeline.Split('-')[0]}: {run.Error.Message}; {after.Failed:N0} of {after.Requests - before.Requests:N0} requests ({lost:P1}) failed in all, the traffic was back after {time.TotalSeconds:0.0} s"));
        return (run, lost);
    }

    /// <summary><c>blue-green</c> as it is, with a <c>watch</c> behind the switch.</summary>
    static async Task<string> WithWatchAsync(string name)
    {
        const string Next = "  # It may look at the version that serves now; when it fails the traffic goes back.\n";
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "workflows", "blue-green.yaml"));
        text.ShouldContain(Next);
        return text.Replace("name: blue-green", $"name: {name}", StringComparison.Ordinal)
            .Replace(Next, $"  - id: watch\n    uses: watch\n    with: {{for: 60s, interval: 500ms}}\n\n{Next}", StringComparison.Ordinal);
    }
}
