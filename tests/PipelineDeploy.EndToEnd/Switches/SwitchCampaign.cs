using System.Diagnostics;
using System.Globalization;
using System.Net;
using PipelineDeploy.Contracts;
using PipelineDeploy.EndToEnd.Stack;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Load;
using Xunit.Abstractions;

namespace PipelineDeploy.EndToEnd.Switches;

/// <summary>Deploys one version after the other while visitors use the app in every way there is, and counts what they lose.</summary>
/// <param name="stack">Where.</param>
/// <param name="output">Where it is told how it went.</param>
/// <param name="pipelines">The pipelines of the deploys, in turn.</param>
/// <param name="killEvery">In every so many switches the server is killed once; 0 for never.</param>
sealed class SwitchCampaign(DeployStack stack, ITestOutputHelper output, IReadOnlyList<string> pipelines, int killEvery = 0)
{
    /// <summary>The environment variable that says how many switches there are.</summary>
    const string SwitchesVariable = "PIPELINEDEPLOY_SWITCHES";

    // At which step of the deploy the server is killed, in turn.
    static readonly string[] Moments = ["switch", "wait-to-retire", "start", "retire", "check", "build"];

    readonly List<string> _lost = [];
    int _kills;

    /// <summary>Makes the switches.</summary>
    /// <param name="few">How many, when nothing else is said.</param>
    public async Task RunAsync(int few)
    {
        var switches = int.Parse(Environment.GetEnvironmentVariable(SwitchesVariable) is { Length: > 0 } said ? said : few.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var app = await stack.NewAppAsync("campaign", waitToRetire: "1s");
        (await stack.DeployAsync(app, stack.Echo("v0"))).State.ShouldBe("succeeded");
        var router = new IPEndPoint(IPAddress.Loopback, stack.RouterPort);
        var since = Stopwatch.StartNew();
        await using var load = KeepAliveLoad.Start(new LoadOptions
        {
            EndPoint = router,
            Host = $"{app}.localhost",
            Connections = 4,
            PostEvery = 3,
            SlowEvery = 10,
            Pause = TimeSpan.FromMilliseconds(20),
        });
        await using var posts = PipelinedPosts.Start(router, $"{app}.localhost");
        for (var number = 1; number <= switches; number++)
        {
            await SwitchAsync(app, number, isLast: number == switches);
        }

        var (asked, posted) = (await load.StopAsync(), await posts.StopAsync());
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{switches} switches ({string.Join(", ", pipelines)}), {_kills} kills, {since.Elapsed.TotalSeconds:0} s: {asked.Failed} of {asked.Requests:N0} requests failed (p50 {asked.P50Ms:0} ms, p99 {asked.P99Ms:0} ms), {posted.Failed} of {posted.Requests:N0} pipelined POSTs, {_lost.Count} of {switches} WebSockets"));
        asked.Failed.ShouldBe(0, string.Join('\n', asked.Reasons));
        posted.Failed.ShouldBe(0, string.Join('\n', posted.Reasons));
        _lost.ShouldBeEmpty();
        var versions = Enumerable.Range(0, switches + 1).Select(number => $"v{number}").ToList();
        asked.Answers.Keys.ShouldBe(versions, ignoreOrder: true);
        posted.Requests.ShouldBeGreaterThan(switches);
    }

    async Task SwitchAsync(string app, int number, bool isLast)
    {
        await using var socket = await WebSocketVisitor.OpenAsync(app, stack.RouterPort);
        var pipeline = pipelines[number % pipelines.Count];
        var run = await stack.BeginDeployAsync(app, stack.Echo($"v{number}"), pipeline, pipeline == "canary" ? EchoApp.Quick : []);
        if (IsToKill(number))
        {
            await KillAsync(run, pipeline);
        }

        // It stays over the switch and as long as blue is not retired. Then all but the last one leave, so that blue need not wait for them.
        await BegunAsync(run, "wait-to-retire");
        await socket.SpokenAsync();
        if (!isLast || killEvery > 0)
        {
            await socket.LeaveAsync();
        }

        var end = await stack.EndOfAsync(run);
        end.State.ShouldBe("succeeded", $"{end.Error?.Message}\n{await stack.LogOfAsync(run)}");
        socket.Version.ShouldBe($"v{number - 1}");
        SeeEnd(socket, end.Steps.Single(step => step.Id == "retire"), isLast);
    }

    void SeeEnd(WebSocketVisitor socket, StepView retire, bool isLast)
    {
        if (socket.BrokenAt is { } broken && broken < retire.StartedAt)
        {
            _lost.Add($"the WebSocket of {socket.Version}: {socket.Trouble}");
        }

        if (isLast && killEvery == 0)
        {
            // Blue is drained for five seconds more, then asked to end, and has its stopTimeout of two seconds.
            socket.BrokenAt.ShouldNotBeNull().ShouldBeInRange(retire.StartedAt!.Value.AddSeconds(5), retire.FinishedAt!.Value.AddSeconds(1));
            output.WriteLine($"The last WebSocket was answered {socket.Answers} times, until blue was retired.");
        }
    }

    // The first of each ten, or the second, so that each pipeline gets its turn.
    bool IsToKill(int number) => killEvery > 0 && (number - 1) % killEvery == (number - 1) / killEvery % pipelines.Count;

    async Task KillAsync(RunView run, string pipeline)
    {
        var moment = Moments[_kills++ % Moments.Length];
        await BegunAsync(run, moment == "switch" ? pipeline == "canary" ? "canary" : "switch" : moment);
        await stack.Server.Process.KillAsync();
        await stack.Server.StartAsync();
    }

    Task<RunView> BegunAsync(RunView run, string step) => Eventually.SeeAsync(
        () => stack.Client.GetRunAsync(run.Id), seen => seen.IsFinished || seen.Steps.Single(one => one.Id == step).StartedAt is not null, $"{step} has begun", TimeSpan.FromSeconds(90));
}
