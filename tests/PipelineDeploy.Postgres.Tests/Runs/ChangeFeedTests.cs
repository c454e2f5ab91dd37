using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PipelineDeploy.Postgres.Runs;
using PipelineDeploy.TestKit;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Driving;
using PipelineDeploy.Workflows.Runs;
using Quartz.Extensibility;

namespace PipelineDeploy.Postgres.Tests.Runs;

[Trait("Category", "Integration")]
public sealed class ChangeFeedTests : IClassFixture<MigratedDatabase>, IAsyncLifetime, IDisposable
{
    static readonly TimeSpan Never = TimeSpan.FromHours(1);

    readonly MigratedDatabase _house;
    readonly string _name = "feed-" + Guid.CreateVersion7();
    readonly NpgsqlDataSource _source;
    readonly ChangeFeed _feed;
    readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(30));

    public ChangeFeedTests(MigratedDatabase house)
    {
        _house = house;
        _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(house.Database.ConnectionString) { ApplicationName = _name }.ConnectionString);
        _feed = new ChangeFeed(_source, new ActiveRuns(), house.Get<ISchedulerSignaler>(), TimeProvider.System, NullLogger<ChangeFeed>.Instance);
    }

    public async Task InitializeAsync()
    {
        await _feed.StartAsync(CancellationToken.None);
        await ListensAsync();
    }

    public async Task DisposeAsync() => await _feed.StopAsync(CancellationToken.None);

    public void Dispose()
    {
        _feed.Dispose();
        _source.Dispose();
        _deadline.Dispose();
    }

    [Fact]
    public async Task A_listener_hears_of_its_run_from_another_connection()
    {
        using var changes = _feed.Subscribe(7);

        await NotifyAsync("7:journal");

        await changes.WaitAsync(Never, _deadline.Token);
    }

    [Fact]
    public async Task What_was_heard_before_the_wait_is_not_missed_and_many_changes_are_one()
    {
        using var other = _feed.Subscribe(8);
        using var changes = _feed.Subscribe(7);
        await NotifyAsync("7:journal");
        await NotifyAsync("7:log");
        await NotifyAsync("8:log");
        await other.WaitAsync(Never, _deadline.Token);

        await changes.WaitAsync(Never, _deadline.Token);

        await NobodySpeaksAsync(changes);
    }

    [Fact]
    public async Task A_listener_hears_nothing_of_other_runs()
    {
        using var changes = _feed.Subscribe(7);
        using var other = _feed.Subscribe(8);

        await NotifyAsync("8:journal");

        await other.WaitAsync(Never, _deadline.Token);
        await NobodySpeaksAsync(changes);
    }

    [Fact]
    public async Task Nonsense_on_the_channel_disturbs_nobody()
    {
        using var changes = _feed.Subscribe(7);

        await NotifyAsync("");
        await NotifyAsync("what?");
        await NotifyAsync("x:journal");
        await NotifyAsync("7:journal");

        await changes.WaitAsync(Never, _deadline.Token);
    }

    [Fact]
    public async Task It_comes_back_after_its_connection_was_lost()
    {
        using var changes = _feed.Subscribe(7);

        await _house.Database.ScalarAsync<bool>($"select pg_terminate_backend(pid) from pg_stat_activity where application_name = '{_name}'");
        await ListensAsync();
        await NotifyAsync("7:journal");

        await changes.WaitAsync(Never, _deadline.Token);
    }

    [Fact]
    public async Task A_run_that_is_created_signalled_or_committed_is_announced()
    {
        var run = await _house.StartRunAsync("announced", new ScriptedStep("build"));
        using var changes = _feed.Subscribe(run.Id);

        await _house.Runs.SignalAsync(run.Id, new JournalEvent.RunPoked("look"), CancellationToken.None);
        await changes.WaitAsync(Never, _deadline.Token);

        var claimed = (await _house.Runs.ClaimAsync(run.Id, "node", CancellationToken.None)).ShouldNotBeNull();
        await _house.Runs.CommitAsync(
            new(run.Id, claimed.Fence, [new(2, run.CreatedAt, new JournalEvent.StepStarted("build", 1))], [], RunState.Running, null, 1, run.CreatedAt, null),
            CancellationToken.None);
        await changes.WaitAsync(Never, _deadline.Token);
    }

    static async Task NobodySpeaksAsync(ChangeFeed.Subscription changes)
    {
        using var cancelled = new CancellationTokenSource();
        var waiting = changes.WaitAsync(Never, cancelled.Token);
        waiting.IsCompleted.ShouldBeFalse();
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);
    }

    Task NotifyAsync(string payload) => _house.Database.ExecuteAsync($"select pg_notify('pipelinedeploy_runs', '{payload}')");

    Task ListensAsync() => Eventually.HoldsAsync(
        async () => await _house.Database.ScalarAsync<long>(
            $"select count(*) from pg_stat_activity where application_name = '{_name}' and query = 'listen pipelinedeploy_runs'") == 1,
        "the feed listens");
}
