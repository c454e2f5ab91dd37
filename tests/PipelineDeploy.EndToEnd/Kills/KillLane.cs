using System.Diagnostics;
using PipelineDeploy.Contracts;
using PipelineDeploy.EndToEnd.Kills.Stories;
using PipelineDeploy.EndToEnd.Stack;

namespace PipelineDeploy.EndToEnd.Kills;

/// <summary>Kills the server as its cell says, and starts it again; a story by itself goes through without a kill.</summary>
sealed class KillLane : ILane<KillCell>, ILane<Story>
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    readonly DeployStack _stack = new();
    readonly Dictionary<Story, string> _apps = [];
    readonly Dictionary<string, int> _serving = [];

    public async Task OpenAsync()
    {
        await _stack.InitializeAsync();
        await _stack.Server.StartAsync(_stack.Failpoints.Variable);
    }

    public ValueTask DisposeAsync() => _stack.DisposeAsync();

    public Task<string?> TryAsync(KillCell cell) => TryAsync(cell.ToString(), cell.Story, () => RunAsync(cell));

    public Task<string?> TryAsync(Story story) => TryAsync(story.ToString(), story, () => RunAsync(story));

    async Task<string?> TryAsync(string name, Story story, Func<Task> goThrough)
    {
        try
        {
            await goThrough();
            return null;
        }
        catch (Exception e) when (e is ShouldAssertException or TimeoutException or HttpRequestException or ServerUnreachableException or InvalidOperationException)
        {
            var said = _stack.Server.Process.Output;
            // What it left behind must not make the next one fail.
            _apps.Remove(story);
            _stack.Failpoints.Disarm();
            await _stack.Server.StartAsync(_stack.Failpoints.Variable);
            return $"{name}\n{e.Message}\nThe server said: {said}";
        }
    }

    async Task RunAsync(Story story)
    {
        var app = await AppOfAsync(story);
        var generation = await GenerationAsync(app);
        var run = await BeginAsync(story, app);
        await EndAsync(story, run, kills: 0);
        story.DifferenceOf(await RunTrace.ReadAsync(_stack, app, run, generation)).ShouldBeEmpty();
    }

    async Task RunAsync(KillCell cell)
    {
        var app = await AppOfAsync(cell.Story);
        var generation = await GenerationAsync(app);
        _stack.Failpoints.Arm(cell.Failpoints);
        await using var visitor = new Visitor(app, _stack.RouterPort, pauseMs: 20);
        var run = await BeginAsync(cell.Story, app);
        await EndAsync(cell.Story, run, cell.Kills);
        var seen = await visitor.LeaveAsync();

        var trace = await RunTrace.ReadAsync(_stack, app, run, generation);
        cell.Story.DifferenceOf(trace).ShouldBeEmpty();
        _serving[app] += cell.Story.Replaces ? 1 : 0;
        (await Visitor.AskAsync(app, _stack.RouterPort)).ShouldBe((200, Story.Content(_serving[app])));
        if (cell.Story.Answers is { } answers)
        {
            seen.Failed.ShouldBe(0, string.Join('\n', seen.Reasons));
            seen.Answers.Keys.ShouldBe(answers, ignoreOrder: true);
        }
    }

    async Task<string> AppOfAsync(Story story)
    {
        if (!_apps.TryGetValue(story, out var app))
        {
            app = await _stack.NewAppAsync(story.ToString().ToLowerInvariant(), story.WaitToRetire);
            (await _stack.DeployAsync(app, story.Source(_stack, 0))).State.ShouldBe("succeeded");
            await story.PrepareAsync(_stack, app);
            (_apps[story], _serving[app]) = (app, 0);
        }

        return app;
    }

    async Task<long> GenerationAsync(string app) => await _stack.Database.ScalarAsync<long>($"select generation from routes where app = '{app}'");

    /// <summary>Starts the run; the server may die with the answer on its lips.</summary>
    async Task<long> BeginAsync(Story story, string app)
    {
        var before = await _stack.Database.ScalarAsync<long>($"select max(id) from runs where subject = '{app}'");
        await AskAsync(() => story.BeginAsync(_stack, app, _serving[app] + 1));
        var run = await _stack.Database.ScalarAsync<long>($"select coalesce(max(id), 0) from runs where subject = '{app}'");
        run.ShouldBeGreaterThan(before, "the run was accepted");
        return run;
    }

    static async Task AskAsync(Func<Task> ask)
    {
        try
        {
            await ask();
        }
        catch (Exception e) when (e is HttpRequestException or ServerUnreachableException)
        {
            // Killed before it could answer.
        }
    }

    /// <summary>Starts the server again whenever it has died, and does what the story has people do, until the run has ended and the last server stays.</summary>
    async Task EndAsync(Story story, long run, int kills)
    {
        var since = Stopwatch.StartNew();
        // The last kill may come after the last write.
        for (var starts = 0; starts < kills || !await HasEndedAsync(run);)
        {
            if (since.Elapsed > Patience)
            {
                throw new TimeoutException($"Run {run} has not ended, or the server came to {_stack.Failpoints.GoneOff} of {kills} failpoints: {string.Join('\n', await _stack.Database.ColumnAsync<string>($"select event::text from journal where run_id = {run} order by seq"))}");
            }

            if (_stack.Server.HasExited)
            {
                await _stack.Server.LaunchAsync(_stack.Failpoints.Variable);
                starts++;
            }

            await AskAsync(() => story.MeanwhileAsync(_stack, run));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        await _stack.Server.EnsureAsync(_stack.Failpoints.Variable);
        _stack.Failpoints.GoneOff.ShouldBe(kills, "the server comes to every failpoint");
    }

    Task<bool> HasEndedAsync(long run) => _stack.Database.ScalarAsync<bool>($"select finished_at is not null from runs where id = {run}");
}
