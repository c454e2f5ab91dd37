using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using PipelineDeploy.TestKit.Postgres;
using PipelineDeploy.TestKit.Runs;
using PipelineDeploy.Workflows.Driving;
using PipelineDeploy.Workflows.Ports;
using PipelineDeploy.Workflows.Runs;
using Quartz;

namespace PipelineDeploy.Postgres.Tests.Faults;

/// <summary>The connection breaks at a COMMIT: whether the database heard it or not, what was asked for is done once and answered as done.</summary>
[Trait("Category", "Integration")]
public sealed class LostAnswerTests(LostAnswerTests.ServerBehindProxy server) : IClassFixture<LostAnswerTests.ServerBehindProxy>
{
    static readonly CancellationToken None = CancellationToken.None;

    readonly string _subject = Guid.CreateVersion7().ToString();

    public static TheoryData<ProxyFault> Faults => [ProxyFault.ResetBefore, ProxyFault.ResetAfter, ProxyFault.StallBefore, ProxyFault.StallAfter];

    IRunStore Store => server.Store;

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_run_is_created_once(ProxyFault fault)
    {
        var run = await BrokenAsync(fault, () => CreateAsync());

        run.State.ShouldBe(RunState.Running);
        (await Store.ListAsync(_subject, null, 10, None)).ShouldHaveSingleItem().Id.ShouldBe(run.Id);
        (await WakesAsync(run)).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_run_is_claimed_by_the_one_who_asked(ProxyFault fault)
    {
        var run = await CreateAsync();

        var claimed = (await BrokenAsync(fault, () => Store.ClaimAsync(run.Id, "node", None))).ShouldNotBeNull();

        (await SleepAsync(claimed)).ShouldBeOfType<CommitResult.Accepted>();
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_drivers_commit_is_written_once_and_accepted(ProxyFault fault)
    {
        var run = await CreateAsync();
        var claimed = (await Store.ClaimAsync(run.Id, "node", None)).ShouldNotBeNull();

        (await BrokenAsync(fault, () => SleepAsync(claimed))).ShouldBeOfType<CommitResult.Accepted>();

        (await Store.ReadJournalAsync(run.Id, 0, None)).ShouldHaveSingleItem().Event.ShouldBe(new JournalEvent.StepStarted("build", 1));
        (await WakesAsync(run)).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_signal_without_an_id_is_written_once(ProxyFault fault)
    {
        var run = await CreateAsync();

        (await BrokenAsync(fault, () => Store.SignalAsync(run.Id, new JournalEvent.RunPoked("look"), None))).ShouldBeTrue();

        (await Store.ReadJournalAsync(run.Id, 0, None)).ShouldHaveSingleItem();
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_signal_with_an_id_is_written_once_and_not_called_a_repeat(ProxyFault fault)
    {
        var run = await CreateAsync();

        (await BrokenAsync(fault, () => Store.DeliverAsync(run.Id, new JournalEvent.SignalReceived("1", "go", null, "ada"), None))).ShouldBe(SignalDelivery.Written);

        (await Store.ReadJournalAsync(run.Id, 0, None)).ShouldHaveSingleItem();
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_queued_run_is_cancelled_once_and_its_caller_hears_so(ProxyFault fault)
    {
        await CreateAsync();
        var queued = await CreateAsync();

        (await BrokenAsync(fault, () => Store.CancelQueuedAsync(queued.Id, "ada", None))).ShouldBeTrue();

        (await Store.ReadJournalAsync(queued.Id, 0, None)).Count.ShouldBe(2);
        (await Store.CancelQueuedAsync(queued.Id, "ada", None)).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_subject_is_passed_on_once_and_the_person_hears_so(ProxyFault fault)
    {
        var run = await CreateAsync();
        var claimed = (await Store.ClaimAsync(run.Id, "node", None)).ShouldNotBeNull();
        await Store.CommitAsync(Commit(claimed, RunState.NeedsAttention, null, new JournalEvent.RunFinished(RunState.NeedsAttention, null)), None);
        var next = await CreateAsync();

        (await BrokenAsync(fault, () => Store.UnlockAsync(run.Id, None))).ShouldBeTrue();

        (await Store.FindAsync(next.Id, None))!.State.ShouldBe(RunState.Running);
        (await Store.UnlockAsync(run.Id, None)).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_run_is_retried_once_and_the_person_gets_that_retry(ProxyFault fault)
    {
        var run = await CreateAsync();
        var claimed = (await Store.ClaimAsync(run.Id, "node", None)).ShouldNotBeNull();
        await Store.CommitAsync(Commit(claimed, RunState.Failed, null, new JournalEvent.RunFinished(RunState.Failed, null)), None);
        JournalEvent beginning = new JournalEvent.RunContinues(run.Id, run.Id, ["ada"], HasPivoted: false, IsCancelled: false);

        var retry = (await BrokenAsync(fault, () => Store.RetryAsync(run.Id, "ada", [beginning], None))).ShouldNotBeNull();

        (await Store.ListAsync(_subject, null, 10, None)).Select(each => each.Id).ShouldBe([retry.Id, run.Id]);
        (await Store.ReadJournalAsync(retry.Id, 0, None)).ShouldHaveSingleItem();
        (await WakesAsync(retry)).ShouldBe(1);
    }

    async Task<T> BrokenAsync<T>(ProxyFault fault, Func<Task<T>> work)
    {
        server.Fault = fault;
        var answer = await work();
        server.Fault.ShouldBe(ProxyFault.None, "the connection broke");
        return answer;
    }

    Task<Run> CreateAsync() => MigratedDatabase.StartRunAsync(Store, _subject, new ScriptedStep("build"));

    Task<CommitResult> SleepAsync(ClaimedRun claimed) =>
        Store.CommitAsync(Commit(claimed, RunState.Waiting, claimed.Run.CreatedAt.AddHours(1), new JournalEvent.StepStarted("build", 1)), None);

    static RunCommit Commit(ClaimedRun claimed, RunState state, DateTimeOffset? wakeAt, JournalEvent happened) =>
        new(claimed.Run.Id, claimed.Fence, [new(1, claimed.Run.CreatedAt, happened)], [], state, null, 0, claimed.Run.CreatedAt, wakeAt);

    Task<long> WakesAsync(Run run) => server.Database.ScalarAsync<long>($"select count(*) from qrtz_triggers where job_name = '{run.Id}'");

    /// <summary>A server's store behind a proxy that breaks at the next COMMIT.</summary>
    public sealed class ServerBehindProxy : IAsyncLifetime, IDisposable
    {
        readonly MigratedDatabase _house = new();
        BreakableProxy? _proxy;
        IHost? _server;
        ProxyFault _fault;

        public IRunStore Store => _server!.Services.GetRequiredService<IRunStore>();

        public TestDatabase Database => _house.Database;

        public ProxyFault Fault
        {
            get => _fault;
            set => _fault = value;
        }

        public async Task InitializeAsync()
        {
            await _house.InitializeAsync();
            _proxy = new BreakableProxy(_house.Database.ConnectionString);
            var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
            var limits = new NpgsqlConnectionStringBuilder(_proxy.ConnectionString) { CommandTimeout = 2, Options = "-c idle_in_transaction_session_timeout=2s" };
            builder.Services.AddSingleton(TimeProvider.System).AddSingleton<ActiveRuns>().AddPostgres(limits.ConnectionString);
            _server = builder.Build();
            await _server.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
            _proxy.Choose = isCommit => isCommit ? Interlocked.Exchange(ref _fault, ProxyFault.None) : ProxyFault.None;
        }

        public async Task DisposeAsync()
        {
            Dispose();
            await _proxy!.DisposeAsync();
            await _house.DisposeAsync();
        }

        public void Dispose() => _server?.Dispose();
    }
}
