using System.Globalization;
using PipelineDeploy.Contracts;
using PipelineDeploy.Deploys.Sources;
using PipelineDeploy.EndToEnd.Stack;
using PipelineDeploy.TestKit;

namespace PipelineDeploy.EndToEnd.Zombies;

/// <summary>Two servers on one database, one router and one engine.</summary>
sealed class ZombieLane : ILane<ZombieCell>
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    readonly DeployStack _stack = new();
    ServerProcess _other = null!;

    public async Task OpenAsync()
    {
        await _stack.InitializeAsync();
        await _stack.Server.StartAsync(_stack.Failpoints.Variable);
        _other = _stack.AnotherServer();
    }

    public async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        await _stack.DisposeAsync();
    }

    public async Task<string?> TryAsync(ZombieCell cell)
    {
        try
        {
            await RunAsync(cell);
            return null;
        }
        catch (Exception e) when (e is ShouldAssertException or TimeoutException or HttpRequestException)
        {
            var failure = $"{cell}\n{e.Message}\nOne server said: {_stack.Server.Said}\nThe other said: {_other.Said}";
            // One may still be stopped.
            _stack.Failpoints.Disarm();
            await Task.WhenAll(_stack.Server.StartAsync(_stack.Failpoints.Variable), _other.StartAsync(_stack.Failpoints.Variable));
            return failure;
        }
    }

    async Task RunAsync(ZombieCell cell)
    {
        _stack.Failpoints.Disarm();
        await Task.WhenAll(_stack.Server.EnsureAsync(_stack.Failpoints.Variable), _other.EnsureAsync(_stack.Failpoints.Variable));
        var app = await _stack.NewAppAsync("zombie", cell.IsCancelled ? "60s" : "300ms");
        (await _stack.DeployVersionAsync(app, "v1")).ShouldSatisfyAllConditions(run => run.Error.ShouldBeNull(), run => run.State.ShouldBe("succeeded"));
        await using var visitor = new Visitor(app, _stack.RouterPort, pauseMs: 20);

        _stack.Failpoints.Arm("stop@" + cell.Stop);
        var run = await BeginAsync(cell, app);
        var (zombie, peer) = await StoppedAsync();
        using var client = await ClientOfAsync(peer);
        await SeeAsync($"select 1 from runs where id = {run} and finished_at is not null", $"the other server ends run {run}");
        (await client.GetRunAsync(run)).State.ShouldBe(cell.IsCancelled ? "cancelled" : "succeeded");
        var next = await BeginNextAsync(client, app, cell.Next);

        var before = await ZombieView.ReadAsync(_stack, app, run);
        var said = zombie.Said.Length;
        await zombie.Process.SignalAsync("CONT");
        await Eventually.HoldsAsync(() => Task.FromResult(HasGivenUp(zombie.Said[said..])), "the driver sees that it has been outlived", Patience);
        ZombieView.ChangesOf(before, await ZombieView.ReadAsync(_stack, app, run)).ShouldBeEmpty();

        await SeeAsync($"select 1 from runs where id = {next} and state = 'succeeded'", $"run {next} succeeds");
        await ProveGoodAsync(zombie, peer, app);
        await visitor.LeaveContentAsync("Hello from v1", "Hello from v2", "Hello from v3", "Hello from v4");
    }

    // The server that takes the request may be the one that is stopped before it has answered.
    async Task<long> BeginAsync(ZombieCell cell, string app)
    {
        _ = _stack.BeginDeployAsync(app, _stack.Version("v2")).ContinueWith(answer => answer.Exception, TaskScheduler.Default);
        var run = await SeeAsync($"select max(id) from runs where subject = '{app}' having count(*) = 2", "the second run");
        if (cell.IsCancelled)
        {
            await SeeAsync($"select seq from journal where run_id = {run} and event->>'kind' = 'stepWaiting' and event->>'step' = 'wait-to-retire'", "it waits to retire");
            _ = _stack.Client.CancelRunAsync(run).ContinueWith(answer => answer.Exception, TaskScheduler.Default);
        }

        return run;
    }

    async Task<(ServerProcess Zombie, ServerProcess Peer)> StoppedAsync()
    {
        ServerProcess[] servers = [_stack.Server, _other];
        var zombie = await Eventually.SeeAsync(
            () => Task.FromResult(servers.FirstOrDefault(server => server.Process.IsStopped)), server => server is not null, "one of them is stopped", Patience);
        return (zombie!, servers.Single(server => server != zombie));
    }

    static bool HasGivenUp(string said) =>
        said.Contains("is driven by another node now", StringComparison.Ordinal) || said.Contains("could not be kept", StringComparison.Ordinal);

    async Task<long> BeginNextAsync(PipelineDeployClient client, string app, NextDeploy next)
    {
        await client.SetSettingAsync(app, "waitToRetire", next == NextDeploy.WaitsToRetire ? "10s" : "300ms");
        var source = _stack.Version("v3", $"WAIT={(next == NextDeploy.IsChecked ? "10" : "0.2")}\n/health ok\n");
        var run = (await client.StartDeployAsync(app, (stream, cancellationToken) => BuildContext.WriteAsync(source, stream, cancellationToken), "cli")).Id;
        var step = next == NextDeploy.IsChecked ? "check" : "wait-to-retire";
        await SeeAsync(
            next == NextDeploy.IsDone
                ? $"select 1 from runs where id = {run} and finished_at is not null"
                : $"select seq from journal where run_id = {run} and event->>'kind' = 'stepWaiting' and event->>'step' = '{step}'",
            $"the next deploy {next}");
        return run;
    }

    /// <summary>Alone, it deploys as if nothing had ever happened to it.</summary>
    async Task ProveGoodAsync(ServerProcess zombie, ServerProcess peer, string app)
    {
        await zombie.ReadyAsync();
        await peer.Process.KillAsync();
        using var client = await ClientOfAsync(zombie);
        await client.SetSettingAsync(app, "waitToRetire", "300ms");
        var source = _stack.Version("v4");
        var run = (await client.StartDeployAsync(app, (stream, cancellationToken) => BuildContext.WriteAsync(source, stream, cancellationToken), "cli")).Id;
        await SeeAsync($"select 1 from runs where id = {run} and state = 'succeeded'", "it deploys");
        (await _stack.ContainersOfAsync(app)).ShouldBe([$"{app}-blue"]);
        (await _stack.ServingAsync(app)).ShouldHaveSingleItem().ShouldContain($"-r{run}-");
    }

    async Task<PipelineDeployClient> ClientOfAsync(ServerProcess server) => new(server.Address, (await File.ReadAllTextAsync(_stack.TokenFile)).Trim());

    async Task<long> SeeAsync(string sql, string what)
    {
        var seen = await Eventually.SeeAsync(() => _stack.Database.ColumnAsync<object>(sql), rows => rows.Count > 0, what, Patience);
        return Convert.ToInt64(seen[0], CultureInfo.InvariantCulture);
    }
}
